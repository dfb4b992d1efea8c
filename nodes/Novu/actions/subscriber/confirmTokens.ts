import type { INodeProperties } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import type { Confirmation, Confirmer, ConfirmWhen, Finding } from '../../engine/confirmation';
import { CancelledError, ConflictError } from '../../engine/errors';
import { isAnswer } from '../../engine/failure';
import type { Item } from '../../engine/operation';
import { providerLabel } from '../providers';
import { entriesOf, hasDuplicates, readSubscriber, tokensOf, type Entry } from './entries';
import { ownIntegrations } from './integrations';
import { optionalChoiceOf } from '../../parameters/choices';

/** The entry that tokens are written to: the provider's newest integration where none is named. */
export interface TokenTarget {
	subscriberId: string;
	providerId: string;
	integrationIdentifier?: string;
}

/** How tokens are written again: as the operation wrote them. */
export type WriteTokens = (call: Call, tokens: string[]) => Promise<unknown>;

/** Tokens of an item that should be in an entry, or should not. */
export interface TokenWrite {
	target: TokenTarget;
	tokens: readonly string[];
	/** A replace leaves nothing to confirm: the last writer wins. */
	kind: 'append' | 'remove' | 'replace';
	write: WriteTokens;
}

/** When tokens are looked at again; see {@link tokenConfirmation}. */
export const confirmTokensOption: INodeProperties = {
	displayName: 'Confirm Tokens',
	name: 'confirmTokens',
	type: 'options',
	options: [
		{
			name: 'Always',
			value: 'always',
			description: 'Look at every subscriber again',
		},
		{
			name: 'Automatically',
			value: 'auto',
			description: 'Look again in runs that write to at most 20 subscribers',
		},
		{
			name: 'Never',
			value: 'never',
			description: 'Trust that nothing else writes to these subscribers at the same time',
		},
	],
	default: 'auto',
	description:
		"Whether to look a moment later if the tokens are still there, and to write again what a writer outside of this n8n process has overwritten. Costs one more request for each subscriber, two a run where no integration was chosen to see which one Novu took, and a moment of 0.1 s or more, in which other executions' writes to it wait.",
};

/** When the item's tokens are to be looked at again. */
export function confirmTokensOf(item: Item): ConfirmWhen {
	const chosen = optionalChoiceOf(item, 'options.confirmTokens', confirmTokensOption);
	return (chosen ?? confirmTokensOption.default) as ConfirmWhen;
}

/** Looks after the tokens that an item appends or removes. */
export function tokenConfirmation(when: ConfirmWhen, write: TokenWrite): Confirmation {
	return {
		when,
		create: () => new TokenConfirmer(write.target.subscriberId),
		record: (confirmer, index, isDone) => {
			if (confirmer instanceof TokenConfirmer) confirmer.record(write, index, isDone);
		},
	};
}

/** What is expected of one token of an entry, and the items that expect it. */
interface Expected {
	isThere: boolean;
	indexes: number[];
}

/** One entry with what is expected of its tokens, and what the last look found otherwise. */
interface EntryState {
	target: TokenTarget;
	write: WriteTokens;
	expected: Map<string, Expected>;
	wrong: string[];
	hasDoubleEntry: boolean;
	/** Which integration Novu took, where it had a choice */
	choice?: string;
}

/** The tokens of one subscriber that the run's items appended or removed. */
class TokenConfirmer implements Confirmer {
	private readonly entries = new Map<string, EntryState>();
	private phase: 'look' | 'rewrite' = 'look';

	constructor(private readonly subscriberId: string) {}

	get isNeeded(): boolean {
		return [...this.entries.values()].some(({ expected }) => expected.size > 0);
	}

	record({ target, tokens, kind, write }: TokenWrite, index: number, isDone: boolean): void {
		if (kind === 'replace') return this.forgetProvider(target.providerId);
		const { expected } = this.entryOf(target, write);
		for (const token of tokens) {
			const indexes = expected.get(token)?.indexes ?? [];
			if (isDone) expected.set(token, { isThere: kind === 'append', indexes: [...indexes, index] });
			else if (indexes.length === 0) expected.delete(token);
		}
	}

	async look(call: Call): Promise<boolean> {
		this.phase = 'look';
		const subscriber = await readSubscriber(call, this.subscriberId);
		for (const entry of this.entries.values()) {
			const found = entriesOf(subscriber, entry.target.providerId);
			entry.hasDoubleEntry = hasDuplicates(found);
			const tokens = new Set((await ofTarget(call, found, entry.target)).flatMap(tokensOf));
			entry.wrong = [...entry.expected]
				.filter(([token, { isThere }]) => tokens.has(token) !== isThere)
				.map(([token]) => token);
			if (entry.wrong.length === 0) entry.choice = await choiceHint(call, entry, found);
		}
		return [...this.entries.values()].every(({ wrong }) => wrong.length === 0);
	}

	async rewrite(call: Call): Promise<void> {
		this.phase = 'rewrite';
		for (const { write, wrong } of this.entries.values()) {
			if (wrong.length > 0) await write(call, wrong);
		}
	}

	findings(): Finding[] {
		return [...this.entries.values()].flatMap((entry) => [
			...indexesOf(entry, entry.wrong).map((index) => ({ index, error: notKept(entry) })),
			...(entry.hasDoubleEntry ? hintFor(entry, doubleEntryHint(entry)) : []),
			...(entry.choice ? hintFor(entry, entry.choice) : []),
		]);
	}

	failed(error: Error): Finding[] {
		if (error instanceof CancelledError) return [];
		const entries = [...this.entries.values()];
		if (this.phase === 'rewrite') {
			return entries.flatMap((entry) =>
				indexesOf(entry, entry.wrong).map((index) => ({ index, error })),
			);
		}
		const hint = isAnswer(error, 404)
			? 'The subscriber was deleted right after its tokens were written.'
			: "The tokens were written, and Novu did not answer when they were looked at again: another writer may have overwritten them. 'Get Credentials' shows them.";
		return entries.flatMap((entry) =>
			indexesOf(entry, [...entry.expected.keys()]).map((index) => ({ index, hint })),
		);
	}

	private entryOf(target: TokenTarget, write: WriteTokens): EntryState {
		const key = JSON.stringify([target.providerId, target.integrationIdentifier ?? '']);
		let entry = this.entries.get(key);
		if (!entry) {
			entry = { target, write, expected: new Map(), wrong: [], hasDoubleEntry: false };
			this.entries.set(key, entry);
		}
		return entry;
	}

	private forgetProvider(providerId: string): void {
		for (const [key, { target }] of this.entries) {
			if (target.providerId === providerId) this.entries.delete(key);
		}
	}
}

/** The provider's entries, or those of the integration that the target names. */
async function ofTarget(
	call: Call,
	entries: Entry[],
	{ integrationIdentifier }: TokenTarget,
): Promise<Entry[]> {
	const integrations = new Set(entries.map(({ _integrationId }) => _integrationId));
	if (!integrationIdentifier || integrations.size < 2) return entries;
	const own = await ownIntegrations(call);
	const id = own.find(({ identifier }) => identifier === integrationIdentifier)?.id;
	return id === undefined ? entries : entries.filter((entry) => entry._integrationId === id);
}

function indexesOf({ expected }: EntryState, tokens: readonly string[]): number[] {
	return [...new Set(tokens.flatMap((token) => expected.get(token)?.indexes ?? []))];
}

function notKept({ target, expected, wrong }: EntryState): ConflictError {
	const label = providerLabel(target.providerId);
	const isThere = wrong.some((token) => expected.get(token)?.isThere);
	const found = isThere ? 'were gone again' : 'had come back';
	return new ConflictError(
		`Something else writes ${label} tokens of this subscriber at the same time: ${wrong.length} ${wrong.length === 1 ? 'token' : 'tokens'} ${found} each time after being written`,
		'Run the item again. If it stays, let only one n8n instance, workflow or app write to this subscriber at a time.',
	);
}

/** A hint of an entry, told once however many items wrote to it. */
function hintFor(entry: EntryState, hint: string): Finding[] {
	const [index] = indexesOf(entry, [...entry.expected.keys()]);
	return index === undefined ? [] : [{ index, hint }];
}

function doubleEntryHint({ target }: EntryState): string {
	return `The subscriber has double entries for ${providerLabel(target.providerId)}, left by first writes at the same time; Novu changes only the first of them. Use 'Merge Duplicate Entries' to unite them.`;
}

/**
 * Which integration Novu took, where none was chosen, the subscriber has an entry for one only, and
 * the environment has several. Entries for several are seen in the answer to the write, which is told
 * there. The list is read once in a run; without it there is no hint.
 */
async function choiceHint(
	call: Call,
	{ target, expected }: EntryState,
	found: readonly Entry[],
): Promise<string | undefined> {
	const ids = new Set(found.map(({ _integrationId }) => _integrationId));
	const isAppend = [...expected.values()].some(({ isThere }) => isThere);
	if (target.integrationIdentifier || !isAppend || ids.size !== 1) return undefined;
	try {
		const all = await ownIntegrations(call);
		const own = all.filter(({ providerId, active }) => active && providerId === target.providerId);
		const took = own.find(({ id }) => ids.has(id));
		if (!took || own.length < 2) return undefined;
		return `This environment has ${own.length} active integrations of ${providerLabel(target.providerId)} and none was chosen: Novu took "${took.identifier}", the newest. Choose one under 'Integration' to be sure.`;
	} catch {
		return undefined;
	}
}
