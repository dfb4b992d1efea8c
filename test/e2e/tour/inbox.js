const assert = require('node:assert/strict');
const { body, byId } = require('./step');

/** Whose inbox it is. */
const CONTACT = byId(`={{ ${body('contacts[0].id')} }}`);

/** The one notification that is changed in every way; n8n pairs it through all nodes. */
const GREETING = byId("={{ $('Find the greeting').item.json.id }}");

/**
 * @param {string} name
 * @param {string} operation
 * @param {(notification: any) => unknown} seen what is looked at of the notification afterwards
 * @param {unknown} expected
 * @param {import('./step').IDataObject} [more] parameters beside those of every such operation
 * @returns {import('./step').Step} a node that changes the greeting and hands it out
 */
function change(name, operation, seen, expected, more = {}) {
	return {
		name,
		operation: `inboxNotification.${operation}`,
		parameters: { subscriberId: CONTACT, notificationId: GREETING, simplify: false, ...more },
		check: ([notification, ...others], { outputOf }) => {
			assert.deepEqual(others, []);
			assert.equal(notification.id, outputOf('Find the greeting')[0].id);
			assert.equal(seen(notification), expected);
		},
	};
}

/**
 * @param {string} name
 * @param {string} operation
 * @param {import('./step').IDataObject} done what the output says beside the subscriber's ID
 * @returns {import('./step').Step} a node that changes all that is left in the inbox
 */
function changeAll(name, operation, done) {
	return {
		name,
		operation: `inboxNotification.${operation}`,
		parameters: { subscriberId: byId('={{ $json.subscriberId }}') },
		check: (output, { input }) =>
			assert.deepEqual(output, [{ ...done, subscriberId: input.contacts[0].id }]),
	};
}

/**
 * @param {string} name
 * @param {import('./step').IDataObject} filters
 * @param {number} expected
 * @returns {import('./step').Step} a node that counts
 */
function count(name, filters, expected) {
	return {
		name,
		operation: 'inboxNotification.count',
		once: true,
		parameters: { subscriberId: CONTACT, filters },
		check: (output, { input }) =>
			assert.deepEqual(output, [
				{ subscriberId: input.contacts[0].id, count: expected, filter: filters },
			]),
	};
}

/** @type {import('./step').Row} */
const inbox = [
	{
		name: 'Read the inbox',
		operation: 'inboxNotification.getAll',
		parameters: { subscriberId: CONTACT, returnAll: true },
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ workflowId, transactionId }) => [workflowId, transactionId]),
				[
					['order-shipped', `shipped-${input.orders[0].orderId}`],
					['welcome', `welcome-${input.run}`],
				],
			),
	},
	count('Count what is not read', { read: false }, 2),
	{
		name: 'Find the greeting',
		operation: 'inboxNotification.getAll',
		parameters: { subscriberId: CONTACT, limit: 5, filters: { tags: 'onboarding' } },
		check: (output, { input }) => {
			const names = input.contacts.map(({ firstName }) => firstName).join(' and ');
			assert.deepEqual(
				output.map((notification) => notification.body),
				[`Good to see you, ${names}.`],
			);
		},
	},
	{
		name: 'Mark the greeting as seen',
		operation: 'inboxNotification.markAsSeen',
		parameters: { subscriberId: CONTACT, notificationId: byId('={{ $json.id }}') },
		check: (output, { input, outputOf }) =>
			assert.deepEqual(output, [
				{
					seen: true,
					notificationId: outputOf('Find the greeting')[0].id,
					subscriberId: input.contacts[0].id,
				},
			]),
	},
	change('Mark the greeting as read', 'markAsRead', ({ isSeen, isRead }) => isSeen && isRead, true),
	change('Mark the greeting as unread', 'markAsUnread', ({ isRead }) => isRead, false),
	change(
		'Take the tour for the contact',
		'completeAction',
		({ primaryAction }) => primaryAction.isCompleted,
		true,
		{ actionType: 'primary' },
	),
	change(
		'Do as if the tour was not taken',
		'revertAction',
		({ primaryAction }) => primaryAction.isCompleted,
		false,
		{ actionType: 'primary' },
	),
	change('Archive the greeting', 'archive', ({ isArchived }) => isArchived, true),
	change('Unarchive the greeting', 'unarchive', ({ isArchived }) => isArchived, false),
	change('Snooze the greeting', 'snooze', ({ isSnoozed }) => isSnoozed, true, {
		snoozeUntil: '={{ $now.plus({ hours: 2 }).toISO() }}',
	}),
	change('Wake the greeting', 'unsnooze', ({ isSnoozed }) => isSnoozed, false),
	{
		name: 'Delete the greeting',
		operation: 'inboxNotification.delete',
		parameters: { subscriberId: CONTACT, notificationId: GREETING },
		check: (output, { input, outputOf }) =>
			assert.deepEqual(output, [
				{
					deleted: true,
					notificationId: outputOf('Find the greeting')[0].id,
					subscriberId: input.contacts[0].id,
				},
			]),
	},
	changeAll('Mark all as seen', 'markAllAsSeen', { seen: true }),
	changeAll('Mark all as read', 'markAllAsRead', { read: true }),
	count('Count what is seen and read', { read: true, seen: true }, 1),
	changeAll('Archive all that is read', 'archiveAllRead', { archived: true }),
	count('Count the archive', { archived: true }, 1),
	{
		name: 'Unarchive what is archived',
		operation: 'inboxNotification.unarchive',
		parameters: {
			subscriberId: byId('={{ $json.subscriberId }}'),
			notificationId: byId("={{ $('Read the inbox').first().json.id }}"),
		},
		check: ([{ id, isArchived }], { outputOf }) =>
			assert.deepEqual([id, isArchived], [outputOf('Read the inbox')[0].id, false]),
	},
	count('Count the archive again', { archived: true }, 0),
	changeAll('Archive all', 'archiveAll', { archived: true }),
	count('Count the full archive', { archived: true }, 1),
	changeAll('Empty the inbox', 'deleteAll', { deleted: true }),
	count('Count the empty inbox', {}, 0),
];

module.exports = { inbox };
