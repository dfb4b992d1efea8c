import type { IDataObject } from 'n8n-workflow';
import { about } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { rethrow } from '../../engine/errors';
import { isAnswer } from '../../engine/failure';
import type { Operation } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { byIdAtFirst, collection, optionsField } from '../../fields/builders';
import { markPartlyDone } from '../../engine/partlyDone';
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
import { booleanOf } from '../../parameters/booleans';
import { idOf } from '../../parameters/ids';
import { jsonObjectOf } from '../../parameters/json';
import { textOf } from '../../parameters/texts';

/** `POST /v2/topics`, and a look at what it has renamed; before Novu 2.1.13 `POST` and `PATCH /v1/topics`. */
export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update a topic',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: () => [
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
		const name = textOf(item, 'additionalFields.name', 'Name');
		const data = jsonObjectOf(item, 'additionalFields.data', 'Data (JSON)');
		const topic: Topic = {
			key: idOf(item, 'topicKey', TOPIC),
			...(name !== undefined && { name }),
			...(data && { data }),
		};
		const failIfExists = booleanOf(item, 'options.failIfExists', 'Fail if It Exists') ?? false;
		return {
			lockKeys: [topicLock(topic.key)],
			run: async (call) => {
				const write = async (tracked: Call) => await upsertTopic(tracked, topic, failIfExists);
				return withData(await markPartlyDone(call, write), data);
			},
			explain: (facts) => explainData(facts, topic.key, data),
		};
	},
};

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
		answer: about('a topic', 'key', key),
		rateCategory: 'configuration',
		// A second try updates what the first has made. With `failIfExists` it would be refused.
		idempotent: !failIfExists,
		fallback: {
			method: 'POST',
			path: path`/v1/topics`,
			// There a topic needs a name.
			body: { key, name: name ?? key },
			answer: about('a topic', 'key', key),
			rateCategory: 'configuration',
			idempotent: !failIfExists,
		},
	};
}

function rename(key: string, name: string): NovuRequest {
	return {
		method: 'PATCH',
		path: path`/v1/topics/${key}`,
		body: { name },
		answer: about('a topic', 'key', key),
		rateCategory: 'configuration',
		idempotent: true,
	};
}

/** Whether a topic, as Novu shows it, has the name and the data that were sent. */
function isCurrent(shown: IDataObject, { name, data }: Topic): boolean {
	return (name === undefined || shown.name === name) && (!data || showsData(shown, data));
}

/**
 * Writes a topic and hands it out as it is now: where Novu renames one, its answer still shows the name
 * from before. On servers before 2.1.13 the call only creates, and answers with a 409 where the topic
 * exists.
 */
async function upsertTopic(call: Call, topic: Topic, failIfExists: boolean): Promise<IDataObject> {
	const { key, name } = topic;
	try {
		const shown = (await call(create(topic, failIfExists))) as IDataObject;
		return isCurrent(shown, topic) ? shown : ((await call(getTopic(key))) as IDataObject);
	} catch (error) {
		if (failIfExists || !isAnswer(error, 409)) return await rethrow(error);
	}
	return (await call(name === undefined ? getTopic(key) : rename(key, name))) as IDataObject;
}
