import { loadPackage } from '../../sandbox/runner';
import { scanParameters, type Finding } from './lintable';

// n8n's scanner reads many sources, on a machine that may be busy.
jest.setTimeout(300_000);

/** Where one of n8n's rules does not fit: what its findings say in their label and line. */
const EXCEPTIONS: ReadonlyArray<{ rule: string; about: RegExp }> = [
	// The tokens of devices are no secrets, and must be readable to be checked.
	{ rule: 'node-param-type-options-password-missing', about: /"Device Tokens"/ },
	// Names of products keep their capitals, and the lack of them.
	{ rule: 'node-param-operation-option-action-miscased', about: /Telegram|Slack|Novu/ },
	{ rule: 'node-param-display-name-miscased', about: /name: "(sms77|smsmode)"/ },
	// A model is handed less by default: a second field, which n8n shows in tools alone.
	{ rule: 'node-param-default-wrong-for-limit', about: /^displayName: "Limit",\ndefault: 10,$/ },
	// What is used most stands first: a community node's panel has no search.
	{
		rule: 'node-param-options-type-unsorted-items',
		about: /displayName: "(Resource|Operation|Provider)"/,
	},
];

function isExpected({ rule, label, line }: Finding): boolean {
	return EXCEPTIONS.some(
		(exception) => exception.rule === rule && exception.about.test(`${label}\n${line}`),
	);
}

/** n8n's own parameter of nodes that poll, which its loader adds. */
const POLL_TIMES = 'pollTimes';

describe("n8n's scanner, over parameters as they are built", () => {
	it('finds nothing wrong', async () => {
		const { loader, nodeTypes } = await loadPackage();
		const names = Object.keys(loader.nodeTypes);
		const found: Finding[] = [];
		for (const name of names) {
			const { description } = nodeTypes.getByNameAndVersion(`n8n-nodes-novu.${name}`);
			found.push(
				...(await scanParameters(
					description.properties.filter((parameter) => parameter.name !== POLL_TIMES),
				)),
			);
		}
		expect(names).not.toHaveLength(0);
		expect(found.filter((finding) => !isExpected(finding))).toEqual([]);
	});

	it('would find a mistake inside of a collection', async () => {
		const findings = await scanParameters([
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						name: 'isUrgent',
						displayName: 'Is Urgent',
						type: 'boolean',
						default: false,
						description: 'If it is urgent',
					},
				],
			},
		]);
		expect(findings).toMatchObject([
			{
				rule: 'node-param-description-boolean-without-whether',
				label: 'displayName: "Is Urgent",',
			},
		]);
	});
});
