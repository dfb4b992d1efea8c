import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { isAnswer, isObject } from '../../engine/errors';
import { asOutput, type Operation } from '../../engine/operation';
import { collectionOf, idOf, jsonObjectOf, textOf } from '../../parameters/item';
import { path, type NovuRequest } from '../../engine/request';
import { booleanOf } from '../../parameters/booleans';
import { byIdAtFirst, collection, optionsField } from '../../fields/builders';
import {
	explainData,
	getTopic,
	showsData,
	TOPIC,
	topicDataEntry,
	topicField,
	topicLock,
	withData,
} from './shared';

interface Topic {
	key: string;
	name?: string;
	data?: IDataObject;
}

function create(topic: Topic, failIfExists: boolean): NovuRequest {
	const { key, name } = topic;
	return {
		method: 'POST',
		path: path`/v2/topics`,
		...(failIfExists && { query: { failIfExists } }),
		body: { ...topic },
		rateCategory: 'configuration',
		// A second try updates what the first has made. With `failIfExists` it would be refused.
		repeatable: !failIfExists,
		fallback: {
			method: 'POST',
			path: path`/v1/topics`,
			// There a topic needs a name.
			body: { key, name: name ?? key },
			rateCategory: 'configuration',
			repeatable: !failIfExists,
		},
	};
}

function rename(key: string, name: string): NovuRequest {
	return {
		method: 'PATCH',
		path: path`/v1/topics/${key}`,
		body: { name },
		rateCategory: 'configuration',
		repeatable: true,
	};
}

/**
 * The topic as it is now: where Novu renames one, its answer still shows the name from before.
 * @throws {NovuFailure} where the server has not kept the data
 */
async function current(call: Call, topic: Topic, answer: unknown): Promise<IDataObject> {
	const { key, name, data } = topic;
	const shown = isObject(answer) ? answer : {};
	const isCurrent = (one: IDataObject) =>
		(name === undefined || one.name === name) && (!data || showsData(one, data));
	if (isCurrent(shown)) return shown;
	const now = (await call(getTopic(key))) as IDataObject;
	return withData(create(topic, false), now, data);
}

/** On servers before 2.1.13 the call only creates, and answers with a 409 where the topic exists. */
async function upsertTopic(call: Call, topic: Topic, failIfExists: boolean): Promise<unknown> {
	try {
		return await current(call, topic, await call(create(topic, failIfExists)));
	} catch (error) {
		if (failIfExists || !isAnswer(error, 409)) return await Promise.reject(error as Error);
	}
	const { key, name } = topic;
	return await call(name === undefined ? getTopic(key) : rename(key, name));
}

/** `POST /v2/topics`, and a look at what it has renamed; before Novu 2.1.13 `POST` and `PATCH /v1/topics`. */
export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update a topic',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [
		byIdAtFirst(topicField),
		collection(
			'additionalFields',
			'What is known of the topic; fields that are not added stay as they are',
			[
				topicDataEntry,
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Product updates',
					description: "The topic's name in Novu's dashboard. Novu passes over an empty one.",
				},
			],
		),
		optionsField([
			{
				displayName: 'Fail if It Exists',
				name: 'failIfExists',
				type: 'boolean',
				default: false,
				description: 'Whether a topic that exists already is left as it is and the item fails',
			},
		]),
	],
	plan: (item) => {
		const given = collectionOf(item, 'additionalFields');
		const name = textOf(given.name, 'Name');
		const data = jsonObjectOf(given.data, 'Data (JSON)');
		const topic: Topic = {
			key: idOf(item, 'topicKey', TOPIC),
			...(name !== undefined && { name }),
			...(data && { data }),
		};
		const { failIfExists: fails } = collectionOf(item, 'options');
		const failIfExists = booleanOf(fails, 'Fail if It Exists') ?? false;
		return {
			lockKeys: [topicLock(topic.key)],
			run: async (call) => asOutput(await upsertTopic(call, topic, failIfExists)),
			explain: (facts) => explainData(facts, topic.key, data),
		};
	},
};
