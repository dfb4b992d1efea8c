import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../engine/errors';
import { novuSentences, type FailureFacts } from '../../engine/failure';
import { quoted } from '../../engine/messages';
import type { Explanation, Output } from '../../engine/operation';
import { providerLabel, providerOf } from '../providers';
import { ALERT_PROPERTIES } from './credentialFields';
import type { Target } from './credentials';
import { MAX_DEVICE_TOKENS, TOKENS_PARAMETER } from './deviceTokensField';
import { entriesOf, type Entry } from './entries';

/** Novu answers with a 400 and a text of its own where other calls have a 404. */
export function explainWrite(facts: FailureFacts, target: Target): Explanation | undefined {
	const sentences = novuSentences(facts.body).join(' ');
	if (/^SubscriberId: .* not found/s.test(sentences)) {
		return {
			advice:
				"Switch on 'Create Subscriber if Missing', or add the subscriber first. Check that the API key belongs to the environment that the subscriber is in.",
		};
	}
	if (/do not have active .* integration/.test(sentences)) {
		return integrationMissing(facts, target);
	}
	if (typeof (facts.body as IDataObject | undefined)?.currentCount === 'number') {
		return {
			advice: `Novu keeps at most ${MAX_DEVICE_TOKENS} tokens for a subscriber and integration, and took none of these. Use the token mode Replace, or remove tokens that are no longer in use.`,
		};
	}
	return undefined;
}

function integrationMissing(facts: FailureFacts, target: Target): Explanation {
	const label = providerLabel(target.providerId);
	const asked = target.integrationIdentifier
		? `an active ${label} integration with the identifier "${target.integrationIdentifier}"`
		: `an active ${label} integration`;
	return {
		message: `This environment does not have ${asked}. Novu said: ${quoted(facts)}`,
		advice: target.integrationIdentifier
			? `Choose an integration of ${label} from the list of 'Integration', or the newest active one. One that is switched off can be switched on in Novu's dashboard under Integrations Store, in the environment that the API key belongs to.`
			: "Switch it on in Novu's dashboard under Integrations Store, in the environment that the API key belongs to.",
	};
}

/**
 * What Novu does not say of a write that it took.
 * @param output the subscriber, as the item shows it
 */
export function hintOf(
	output: Output,
	target: Target,
	tokens: readonly string[] = [],
): string | undefined {
	const [subscriber] = [output].flat();
	const entries = Array.isArray(subscriber?.channels)
		? entriesOf(subscriber, target.providerId)
		: undefined;
	const sentences = [
		unusableHint(target),
		unusedHint(target, tokens),
		notKeptHint(target, entries),
		integrationHint(target, entries ?? [], tokens),
	].filter((sentence) => sentence !== undefined);
	return sentences.length > 0 ? sentences.join(' ') : undefined;
}

function unusableHint({ providerId }: Target): string | undefined {
	return providerOf(providerId)?.unusable;
}

/** Novu keeps these three of the properties, and each provider uses one or two of them. */
function unusedHint({ providerId, others }: Target, tokens: readonly string[]): string | undefined {
	const provider = providerOf(providerId);
	if (!provider || provider.unusable) return undefined;
	const used =
		provider.channel === 'push'
			? [TOKENS_PARAMETER]
			: ['webhookUrl', ...(provider.room ? ['channel'] : [])];
	const kept = [
		...(['webhookUrl', 'channel'] as const).filter((name) => others[name] !== undefined),
		...(tokens.length > 0 ? [TOKENS_PARAMETER] : []),
	];
	const unused = kept.filter((name) => !used.includes(name));
	if (unused.length === 0) return undefined;
	return `${provider.label} does not use ${unused.join(' and ')}: Novu keeps it, and delivers without it.`;
}

function notKeptHint({ others }: Target, entries: Entry[] | undefined): string | undefined {
	const lost = ALERT_PROPERTIES.filter((name) => others[name] !== undefined).filter(
		(name) => !entries?.some(({ credentials }) => credentials?.[name] === others[name]),
	);
	if (lost.length === 0) return undefined;
	return `Novu took ${lost.join(', ')} and does not keep it: the integration in Novu holds the values that count.`;
}

/** Which integration Novu took, where the subscriber has entries for several of the provider. */
function integrationHint(
	{ providerId, integrationIdentifier, others }: Target,
	entries: readonly Entry[],
	tokens: readonly string[],
): string | undefined {
	const integrations = new Set(entries.map(({ _integrationId }) => _integrationId));
	if (integrationIdentifier !== undefined || integrations.size < 2) return undefined;
	const written = entries.filter(({ credentials }) => shows(credentials, others, tokens));
	const names = new Set(written.map(nameOf));
	const took = names.size === 1 ? `Novu took the integration ${[...names][0]}` : 'Novu took one';
	return `The subscriber has entries for ${integrations.size} integrations of ${providerLabel(providerId)} and none was chosen: ${took}, the newest active one. Choose one under 'Integration' to be sure.`;
}

function shows(credentials: unknown, others: IDataObject, tokens: readonly string[]): boolean {
	if (!isObject(credentials)) return false;
	const { deviceTokens } = credentials;
	const kept: unknown[] = Array.isArray(deviceTokens) ? deviceTokens : [];
	const hasUrl = others.webhookUrl === undefined || credentials.webhookUrl === others.webhookUrl;
	return hasUrl && tokens.every((token) => kept.includes(token));
}

/** Novu mostly names only the integration's own ID. */
function nameOf(entry: Entry): string {
	const { integrationIdentifier } = entry as Entry & { integrationIdentifier?: unknown };
	return typeof integrationIdentifier === 'string'
		? `"${integrationIdentifier}"`
		: `with the ID ${String(entry._integrationId)}`;
}
