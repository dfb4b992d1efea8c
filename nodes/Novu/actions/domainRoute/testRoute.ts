import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { object } from '../../engine/answers';
import { InputError, isObject } from '../../engine/errors';
import type { Item, Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField, sorted } from '../../fields/builders';
import { domainField, domainLock } from '../domain/shared';
import { addressField, explainRoutes, routeOf, type Route } from './shared';
import { booleanOf } from '../../parameters/booleans';
import { idOf } from '../../parameters/ids';
import { textOf } from '../../parameters/texts';

/** `POST /v1/domains/{domain}/routes/{address}/test`: a success where nothing is delivered, too. */
export const test: Operation = {
	value: 'test',
	name: 'Test',
	action: 'Test a domain route',
	description: 'Send a made-up email through a route, or see where it would go',
	fields: () => [
		domainField,
		addressField,
		{
			displayName: FROM,
			name: 'from',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ada@example.com',
			description: 'The email address of the sender',
		},
		{
			displayName: SUBJECT,
			name: 'subject',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Where is my order?',
			description: 'The subject of the email',
		},
		dryRunField,
		collection('additionalFields', 'What else is in the email', entries),
		optionsField(),
	],
	plan: (item) => {
		const route = routeOf(item);
		const body = emailOf(item);
		return {
			lockKeys: [domainLock(route.domain)],
			explain: explainRoutes,
			run: async (call) => {
				const result = await call({
					method: 'POST',
					path: path`/v1/domains/${route.domain}/routes/${route.address}/test`,
					body,
					answer: object('the outcome of a test', ({ matched }) => typeof matched === 'boolean'),
					rateCategory: 'configuration',
					idempotent: body.dryRun === true,
				});
				return delivered(result as IDataObject, route);
			},
		};
	},
};

const dryRunField: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: true,
	description: 'Whether to see where the email would go and what would be sent, without sending it',
};

const FROM = 'From';
const SUBJECT = 'Subject';

const entries: INodeProperties[] = sorted([
	{
		displayName: 'From Name',
		name: 'fromName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Ada Lovelace',
		description: 'The name of the sender',
	},
	{
		displayName: 'HTML',
		name: 'html',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. <p>Where is my order?</p>',
		description: 'The email as HTML',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. Where is my order?',
		description: 'The email as plain text',
	},
]);

function emailOf(item: Item): IDataObject {
	const name = textOf(item, 'additionalFields.fromName', 'From Name');
	const [html, text] = ['html', 'text'].map((one) =>
		textOf(item, `additionalFields.${one}`, one === 'html' ? 'HTML' : 'Text'),
	);
	return {
		from: { address: idOf(item, 'from', FROM), ...(name !== undefined && { name }) },
		subject: idOf(item, 'subject', SUBJECT),
		...(html !== undefined && { html }),
		...(text !== undefined && { text }),
		dryRun: booleanOf(item, dryRunField.name, dryRunField.displayName) ?? true,
	};
}

/** Why nothing was delivered, although the status tells of success; undefined where something was. */
function failureIn({ matched, dryRun, webhook, agent }: IDataObject): string | undefined {
	if (matched !== true) return 'no route takes it';
	if (dryRun === true) return undefined;
	if (isObject(webhook) && webhook.skipped === true) {
		return 'outbound webhooks are switched off for the environment';
	}
	const status = isObject(agent) ? Number(agent.httpStatus) : 200;
	return status >= 200 && status < 300 ? undefined : `the agent has answered with HTTP ${status}`;
}

function delivered(result: IDataObject, { domain, address }: Route): IDataObject {
	const failure = failureIn(result);
	if (failure === undefined) return { domain, address, ...result };
	throw new InputError(
		`The email to ${address}@${domain} was not delivered: ${failure}`,
		"'Dry Run' shows where it goes. Check the route, and in Novu the webhooks or the agent behind it.",
	);
}
