import { WAIT_INDEFINITELY, type INodeProperties } from 'n8n-workflow';
import { InputError, isObject } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { withDisplayOptions } from '../../fields/builders';
import { choiceOf } from '../../parameters/choices';
import { collectionOf, isAdded } from '../../parameters/given';
import { groupOf } from '../../parameters/item';
import { amountOf } from '../../parameters/numbers';
import { described, inputErrorFor } from '../../parameters/inputErrorFor';
import { timeOf } from '../../parameters/times';

const LIMIT = 'Limit Wait Time';
const LAST_TIME = 'Max Date and Time';

const typeField: INodeProperties = {
	displayName: 'Limit Type',
	name: 'limitType',
	type: 'options',
	options: [
		{ name: 'After Time Interval', value: 'afterTimeInterval', description: 'Wait so long' },
		{ name: 'At Specified Time', value: 'atSpecifiedTime', description: 'Wait until then' },
	],
	default: 'afterTimeInterval',
	description: 'How the end of the wait is given',
};

const MINUTE_MS = 60_000;
const UNIT_MS: Record<string, number> = {
	minutes: MINUTE_MS,
	hours: 60 * MINUTE_MS,
	days: 24 * 60 * MINUTE_MS,
};

const unitField: INodeProperties = {
	displayName: 'Unit',
	name: 'resumeUnit',
	type: 'options',
	options: [
		{ name: 'Minutes', value: 'minutes' },
		{ name: 'Hours', value: 'hours' },
		{ name: 'Days', value: 'days' },
	],
	default: 'hours',
	description: 'What the amount counts',
};

/** How long to wait; the names are those of n8n's own nodes. */
export const waitLimitOption: INodeProperties = {
	displayName: LIMIT,
	name: 'limitWaitTime',
	type: 'fixedCollection',
	placeholder: 'Add limit',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' } },
	description:
		'How long to wait for the answer. Then the item goes on with approved: false and timedOut: true. Without a limit the execution waits until somebody answers.',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				typeField,
				withDisplayOptions(
					{
						displayName: 'Amount',
						name: 'resumeAmount',
						type: 'number',
						typeOptions: { minValue: 0, numberPrecision: 2 },
						default: 1,
						description: 'How many minutes, hours or days to wait',
					},
					{ limitType: ['afterTimeInterval'] },
				),
				withDisplayOptions(unitField, { limitType: ['afterTimeInterval'] }),
				withDisplayOptions(
					{
						displayName: LAST_TIME,
						name: 'maxDateAndTime',
						type: 'dateTime',
						default: '',
						description: 'When the wait ends at the latest',
					},
					{ limitType: ['atSpecifiedTime'] },
				),
			],
		},
	],
};

/**
 * When the wait ends.
 * @returns undefined where it has no limit
 * @throws {InputError} where the limit cannot be read, or has passed already
 */
export function waitLimitOf(item: Item): Date | undefined {
	if (!isAdded(item, 'options.limitWaitTime')) return undefined;
	const given = collectionOf(item, 'options').limitWaitTime;
	if (!isObject(given) || !isObject(given.values)) {
		throw inputErrorFor(LIMIT, described(given), 'an object with the fields of the limit');
	}
	const end = endOf(groupOf(item, 'options.limitWaitTime.values', given.values));
	if (end > new Date() && end < WAIT_INDEFINITELY) return end;
	throw new InputError(
		`'${LIMIT}' ends ${end > new Date() ? 'later than n8n can wait' : 'in the past'}`,
		`Nothing was sent. Give a time that is still to come, or take '${LIMIT}' away under Options.`,
	);
}

function endOf(limit: Item): Date {
	if (choiceOf(limit, 'limitType', typeField) === 'atSpecifiedTime') {
		const end = timeOf(limit, 'maxDateAndTime', LAST_TIME);
		if (end) return end;
		throw inputErrorFor(LAST_TIME, 'empty', 'a time');
	}
	const amount = amountOf(limit, 'resumeAmount', 'Amount');
	const length = amount * UNIT_MS[choiceOf(limit, 'resumeUnit', unitField)];
	return new Date(Math.min(Date.now() + length, WAIT_INDEFINITELY.getTime()));
}
