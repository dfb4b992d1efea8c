import type { IDataObject } from 'n8n-workflow';
import { byId, calls, useNovu } from './support';

const operation = (value: string, additionalFields?: IDataObject): IDataObject => ({
	resource: 'subscriber',
	operation: value,
	subscriberId: byId('={{ $json.id }}'),
	...(additionalFields && { additionalFields }),
});

describe.each(['3.19', '2.0'] as const)('subscribers on Novu %s', (generation) => {
	const novu = useNovu({ novu: generation });
	const stored = (id: string) => novu.sandbox.store.subscriber(id);

	it('are read by ID, with every field as it came', async () => {
		const { items } = await novu.run(operation('get'), [{ id: 'crm-1001' }, { id: 'crm-1002' }]);
		expect(items('Novu').map(({ json }) => json.subscriberId)).toEqual(['crm-1001', 'crm-1002']);
		expect(items('Novu')[0].json).toMatchObject({ firstName: 'Ada', _id: stored('crm-1001')?._id });
	});

	it('that are not there are told', async () => {
		const { error } = await novu.run(operation('get'), [{ id: 'nobody' }]);
		expect(error).toMatchObject({ httpCode: '404' });
		expect(error?.description).toContain('Check that it exists in the environment');
	});

	it('are created', async () => {
		const fields = { firstName: 'Ann', data: '{"plan":"pro"}' };
		const { items, error } = await novu.run(operation('upsert', fields), [{ id: 'new-1' }]);
		expect(error).toBeUndefined();
		expect(items('Novu')[0].json).toMatchObject({ subscriberId: 'new-1', firstName: 'Ann' });
		expect(stored('new-1')).toMatchObject({ firstName: 'Ann', data: { plan: 'pro' } });
	});

	it('are created without data', async () => {
		await novu.run(operation('upsert', { firstName: 'Ann' }), [{ id: 'new-1' }]);
		expect(stored('new-1')).toMatchObject({ firstName: 'Ann' });
	});

	it('keep their data and all that is not given when they are updated', async () => {
		novu.sandbox.store.addSubscriber('known', {
			firstName: 'Ann',
			email: 'ann@example.com',
			data: { plan: 'pro' },
		});
		const { items } = await novu.run(operation('upsert', { firstName: 'Anna' }), [{ id: 'known' }]);
		expect(stored('known')).toMatchObject({
			firstName: 'Anna',
			email: 'ann@example.com',
			data: { plan: 'pro' },
		});
		expect(items('Novu')[0].json).toMatchObject({ subscriberId: 'known', firstName: 'Anna' });
	});

	it('have their data replaced where it is given', async () => {
		novu.sandbox.store.addSubscriber('known', { firstName: 'Ann', data: { plan: 'pro', old: 1 } });
		await novu.run(operation('upsert', { data: { plan: 'free' } }), [{ id: 'known' }]);
		expect(stored('known')).toMatchObject({ firstName: 'Ann', data: { plan: 'free' } });
		expect(stored('known')?.data).not.toHaveProperty('old');
	});

	it('are created and found again under an ID with spaces around it', async () => {
		const ids = [{ id: ' new-1 ' }, { id: 'new-1' }, { id: '\tnew-1' }];
		const { items, error } = await novu.run(operation('upsert', { firstName: 'Ann' }), ids);
		expect(error).toBeUndefined();
		expect(items('Novu').map(({ json }) => json.subscriberId)).toEqual(Array(3).fill('new-1'));
		expect(novu.sandbox.store.subscribers.lookup('subscriberId', 'new-1')).toHaveLength(1);
	});

	it('become one subscriber however many items create it', async () => {
		const items = Array.from({ length: 15 }, () => ({ id: 'new-1' }));
		const { error } = await novu.run(operation('upsert', { firstName: 'Ann' }), items);
		expect(error).toBeUndefined();
		expect(novu.sandbox.store.subscribers.lookup('subscriberId', 'new-1')).toHaveLength(1);
	});
});

describe('profile fields', () => {
	const novu = useNovu();

	it('are cleared where they are named', async () => {
		novu.sandbox.store.addSubscriber('known', { firstName: 'Ann', lastName: 'Lee' });
		await novu.run(operation('upsert', { clearFields: ['lastName'] }), [{ id: 'known' }]);
		expect(novu.sandbox.requests.at(-1)?.body).toEqual({ lastName: null });
		expect(novu.sandbox.store.subscriber('known')).toMatchObject({
			firstName: 'Ann',
			lastName: null,
		});
	});

	it.each([
		[{ data: '[1]' }, "'Data (JSON)' is a list"],
		[{ data: '{"a"' }, "'Data (JSON)' is not valid JSON"],
		[{ firstName: ['x'] }, "'First Name' is a value of type list"],
		[{ firstName: 'Ann', clearFields: ['firstName'] }, "both given and in 'Fields to Clear'"],
	])('are refused before anything is sent: %j', async (fields, message) => {
		const { error } = await novu.run(operation('upsert', fields), [{ id: 'known' }]);
		expect(error?.message).toContain(message);
		expect(calls(novu.sandbox)).toEqual([]);
	});
});
