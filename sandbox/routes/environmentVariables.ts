import { NO_CONTENT, type Call, type Route } from '../call';
import { ApiError, badRequest, conflict, notFound, ValidationError } from '../errors';
import { now, objectId } from '../ids';
import { text } from '../paging';
import { change } from '../store';
import { WITH_V2, type EnvironmentVariable, type Fields } from '../types';
import { Checks, isFields } from '../validation';

const MASK = '••••••••';
const KEY = /^[A-Za-z][A-Za-z0-9_]*$/;
const LONGEST = 256;
const SCOPED = 'This authentication scheme is scoped to a single environment and cannot';
const OTHER_ENVIRONMENT = `${SCOPED} target a different \`_environmentId\`. Use credentials from the target environment, or authenticate with a session token.`;
const SHARED_METADATA = `${SCOPED} update shared environment variable metadata. Only per-environment values can be updated, or authenticate with a session token.`;

/** With the value of the key's own environment alone, masked where it is secret. */
function shown({ environment }: Call, variable: EnvironmentVariable): Fields & { _id: string } {
	const { _id, _organizationId, key, type, isSecret, createdAt, updatedAt } = variable;
	const values = variable.values
		.filter(({ _environmentId }) => _environmentId === environment._id)
		.map((one) => ({ ...one, value: isSecret ? MASK : one.value }));
	return { _id, _organizationId, key, type, isSecret, values, createdAt, updatedAt };
}

function find({ store, params }: Call): EnvironmentVariable {
	const found = store.organization.variables.get(params.key);
	if (found) return found;
	throw notFound(`Environment variable with key "${params.key}" not found`);
}

function checkValues({ body, environment }: Call): EnvironmentVariable['values'] {
	const values = Array.isArray(body.values) ? body.values.filter(isFields) : [];
	const short = `must be shorter than or equal to ${LONGEST} characters`;
	const isShort = (value: unknown) => typeof value === 'string' && value.length <= LONGEST;
	const messages = values.flatMap((one, i) => {
		const checks = new Checks(one, `values.${i}.`);
		checks.such('value', isShort, short);
		return checks.such('value', (value) => typeof value === 'string', 'must be a string').messages;
	});
	const ids = values.map(({ _environmentId }) => _environmentId);
	if (new Set(ids).size < ids.length) messages.push('Duplicate _environmentId in values');
	if (messages.length > 0) throw new ValidationError(messages);
	if (ids.some((id) => id !== environment._id)) throw new ApiError(403, OTHER_ENVIRONMENT);
	return values as EnvironmentVariable['values'];
}

function checkKey({ key, type }: Fields): void {
	const messages: string[] = [];
	if (typeof key !== 'string' || !KEY.test(key)) {
		messages.push('Key must start with a letter and contain only letters, digits, and underscores');
	}
	if (typeof key !== 'string' || key.length > LONGEST) {
		messages.push(`key must be shorter than or equal to ${LONGEST} characters`);
	}
	if (typeof key !== 'string') messages.push('key must be a string');
	if (type !== undefined && type !== 'string') {
		messages.push('type must be one of the following values: string');
	}
	if (messages.length > 0) throw new ValidationError(messages);
}

function create(call: Call): unknown {
	checkKey(call.body);
	const values = checkValues(call);
	const { variables, _id: _organizationId } = call.store.organization;
	const key = String(call.body.key);
	if (variables.has(key)) {
		throw conflict(`Environment variable with key "${key}" already exists`);
	}
	const time = now();
	const variable = {
		_id: objectId(),
		_organizationId,
		key,
		type: 'string',
		isSecret: call.body.isSecret === true,
		values,
		createdAt: time,
		updatedAt: time,
	};
	variables.set(key, variable);
	return shown(call, variable);
}

function update(call: Call): unknown {
	const { key, type, isSecret, values } = call.body;
	if ([key, type, isSecret, values].every((one) => one === undefined)) {
		throw badRequest('At least one field must be provided to update');
	}
	const given = checkValues(call);
	const variable = find(call);
	if (key !== undefined || type !== undefined || isSecret !== undefined) {
		throw new ApiError(403, SHARED_METADATA);
	}
	if (variable.isSecret && given.some(({ value }) => value === MASK)) {
		throw badRequest(
			'Submitted value matches the secret mask placeholder; provide the real value or omit the entry to keep the existing one.',
		);
	}
	const kept = variable.values.filter(
		({ _environmentId }) => !given.some((one) => one._environmentId === _environmentId),
	);
	return shown(call, change(variable, { values: [...kept, ...given] }));
}

/** Takes the value of the key's environment, and the variable with the last one. */
function remove(call: Call): typeof NO_CONTENT {
	const variable = find(call);
	const others = variable.values.filter(
		({ _environmentId }) => _environmentId !== call.environment._id,
	);
	if (others.length === variable.values.length) {
		throw notFound(
			`Environment variable with key "${variable.key}" has no value for the authenticated environment`,
		);
	}
	change(variable, { values: others });
	if (others.length === 0) call.store.organization.variables.delete(variable.key);
	return NO_CONTENT;
}

function list(call: Call): unknown {
	const search = text(call.query, 'search') ?? '';
	if (search.length > LONGEST) {
		throw new ValidationError([`search must be shorter than or equal to ${LONGEST} characters`]);
	}
	return [...call.store.organization.variables.values()]
		.reverse()
		.filter(({ key }) => key.toLowerCase().includes(search.toLowerCase()))
		.map((one) => shown(call, one));
}

/** The workflows with a step whose texts name the variable. */
function usage(call: Call): unknown {
	const { key } = find(call);
	const named = new RegExp(`\\benv\\.${key}\\b`);
	const workflows = call.store.workflows.all
		.filter(({ steps }) => named.test(JSON.stringify(steps)))
		.map(({ name, identifier }) => ({ name, workflowId: identifier }));
	return { workflows };
}

const SHARED = { category: 'configuration', only: WITH_V2 } as const;
const ALL = '/v1/environment-variables';
const ONE = `${ALL}/:key`;

/** What templates read as `{{env.KEY}}`: the organization's, each environment with its value. */
export const environmentVariableRoutes: Route[] = [
	{ ...SHARED, method: 'GET', url: ALL, handle: list },
	{ ...SHARED, method: 'POST', url: ALL, status: 200, handle: create },
	{ ...SHARED, method: 'GET', url: ONE, handle: (call) => shown(call, find(call)) },
	{ ...SHARED, method: 'PATCH', url: ONE, handle: update },
	{ ...SHARED, method: 'DELETE', url: ONE, status: 204, handle: remove },
	{ ...SHARED, method: 'GET', url: `${ONE}/usage`, handle: usage },
];
