import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import type { InputFile, Item } from '../../engine/operation';
import { booleanOf } from '../../parameters/booleans';
import { givenAt, needed } from '../../parameters/given';
import { exactText, idOf } from '../../parameters/ids';
import { jsonObjectFrom, jsonObjectOf } from '../../parameters/json';
import { textsOf } from '../../parameters/lists';
import { textOf } from '../../parameters/texts';
import { LABELS } from './replyFields';

/**
 * What goes to Novu for an action beside the conversation.
 * @returns reads it; files are read once they are needed
 * @throws {InputError} where a field holds what Novu would not take
 */
export function contentOf(item: Item, action: string): () => Promise<IDataObject> {
	if (action === 'message' || action === 'card') return messageOf(item, action);
	const body = BODIES[action](item);
	return async () => await Promise.resolve(body);
}

const BODIES: Record<string, (item: Item) => IDataObject> = {
	delete: (item) => ({
		deleteMessages: [{ messageId: idOf(item, 'platformMessageId', LABELS.messageId) }],
	}),
	edit: (item) => ({
		edit: {
			messageId: idOf(item, 'platformMessageId', LABELS.messageId),
			content: { markdown: markdownOf(item) },
		},
	}),
	metadata: (item) => ({ signals: metadataSignals(item) }),
	reaction: (item) => ({
		addReactions: [
			{
				messageId: idOf(item, 'platformMessageId', LABELS.messageId),
				// As chats show it: `:thumbs_up:`
				emojiName: idOf(item, 'emojiName', LABELS.emojiName).replace(/^:(.+):$/, '$1'),
			},
		],
	}),
	resolve: (item) => ({ resolve: named('summary', textOf(item, 'summary', LABELS.summary)) }),
	typing: (item) =>
		booleanOf(item, 'stopTyping', LABELS.stopTyping) === true
			? { typing: 'stop' }
			: { typing: named('status', textOf(item, 'typingStatus', LABELS.typingStatus)) },
};

function messageOf(item: Item, action: 'message' | 'card'): () => Promise<IDataObject> {
	const content: IDataObject =
		action === 'card' ? { card: cardOf(item) } : { markdown: markdownOf(item) };
	const files = filesOf(item);
	const signals = setSignals(
		jsonObjectOf(item, 'additionalFields.metadata', LABELS.metadata),
		LABELS.metadata,
	);
	const resolves = booleanOf(item, 'additionalFields.resolve', LABELS.resolve) === true;
	return async () => ({
		reply: { ...content, ...(files.length > 0 && { files: await readFiles(files) }) },
		...(signals.length > 0 && { signals }),
		...(resolves && { resolve: {} }),
	});
}

/** @throws {InputError} where it is empty: Novu posts no message without a text */
function markdownOf(item: Item): string {
	return exactText(needed(givenAt(item, 'text', LABELS.text)), LABELS.text);
}

/** @throws {InputError} where it is no card of the Chat SDK, which Novu would refuse */
function cardOf(item: Item): IDataObject {
	const value = givenAt(item, 'card', LABELS.card);
	needed(value);
	const card = jsonObjectFrom(value) ?? {};
	if (card.type === 'card') return card;
	throw new InputError(
		`'${LABELS.card}' is no card: its "type" is not "card"`,
		'Nothing was sent. Give a card of the Chat SDK, as in { "type": "card", "title": "…", "children": [ … ] }.',
	);
}

const MOST_FILES = 15;
const LARGEST_FILE = 5 * 1024 * 1024;

function filesOf(item: Item): InputFile[] {
	const fields = textsOf(item, 'additionalFields.binaryPropertyNames', LABELS.files, {
		entries: 'words',
	});
	if (fields.length > MOST_FILES) {
		throw new InputError(
			`'${LABELS.files}' names ${fields.length} files, and Novu takes at most ${MOST_FILES} with one message`,
			'Nothing was sent. Send the others with a second message.',
		);
	}
	return fields.map((field) => item.file(field));
}

/** @throws {InputError} where one is larger than Novu takes inside of a message */
async function readFiles(files: readonly InputFile[]): Promise<IDataObject[]> {
	const read: IDataObject[] = [];
	// One after the other, so that no more than what is sent is held.
	for (const { name, type, content } of files) {
		const data = await content();
		if (data.length > LARGEST_FILE) {
			throw new InputError(
				`The file "${name}" has ${data.length} bytes, and Novu takes at most ${LARGEST_FILE} with a message`,
				'Nothing was sent. Put the file where it can be downloaded, and write its address in the text.',
			);
		}
		read.push({ filename: name, mimeType: type, data: data.toString('base64') });
	}
	return read;
}

/** @throws {InputError} where there is nothing to change */
function metadataSignals(item: Item): IDataObject[] {
	const clears = booleanOf(item, 'clearFirst', LABELS.clearFirst) === true;
	const removed = textsOf(item, 'removeKeys', LABELS.removeKeys, { entries: 'words' });
	const signals = [
		...(clears ? [{ type: 'metadata', action: 'clear' }] : []),
		...removed.map((key) => ({
			type: 'metadata',
			action: 'delete',
			key: checkedKey(key, LABELS.removeKeys),
		})),
		...setSignals(jsonObjectOf(item, 'metadata', LABELS.metadata), LABELS.metadata),
	];
	if (signals.length > 0) return signals;
	throw new InputError(
		'There is no metadata to change',
		`Nothing was sent. Fill '${LABELS.metadata}' or '${LABELS.removeKeys}', or switch '${LABELS.clearFirst}' on.`,
	);
}

function setSignals(values: IDataObject | undefined, label: string): IDataObject[] {
	return Object.entries(values ?? {}).map(([key, value]) => ({
		type: 'metadata',
		action: 'set',
		key: checkedKey(key, label),
		value,
	}));
}

/** What Novu takes as a key (3.19). */
const KEY = /^[\w:-]+$/;
const LONGEST_KEY = 128;

function checkedKey(key: string, label: string): string {
	if (KEY.test(key) && key.length <= LONGEST_KEY) return key;
	throw new InputError(
		`'${label}' has the key "${key.slice(0, 40)}", which Novu does not take`,
		`Nothing was sent. A key has 1 to ${LONGEST_KEY} letters, digits, hyphens, underscores and colons, and nothing else.`,
	);
}

/** An object with one field, or with none. */
function named(name: string, value: string | undefined): IDataObject {
	return value === undefined ? {} : { [name]: value };
}
