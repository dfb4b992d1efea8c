import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import { apiKey, extraHeaders } from './novuServer';

/** Named as in n8n's own credentials, and no secret, whatever the name looks like. */
const ignoreSslField: INodeProperties = {
	displayName: 'Ignore SSL Issues (Insecure)',
	name: 'allowUnauthorizedCerts',
	type: 'boolean',
	default: false,
	displayOptions: { show: { region: ['custom'] } },
	description:
		'Whether to connect even if the certificate of the server is not trusted. Better: let n8n trust it, with NODE_EXTRA_CA_CERTS.',
};

/** The key of one Novu environment, and the server that knows it. */
export class NovuApi implements ICredentialType {
	name = 'novuApi';

	displayName = 'Novu API';

	icon: Icon = { light: 'file:../nodes/Novu/novu.svg', dark: 'file:../nodes/Novu/novu.dark.svg' };

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-novu#connect-to-novu';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				"The secret key of one environment, in Novu's dashboard under Developer > API Keys. Each environment (Development, Production) has its own.",
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'US', value: 'us', description: 'Novu Cloud in the United States' },
				{ name: 'EU', value: 'eu', description: 'Novu Cloud in the European Union' },
				{ name: 'Custom URL', value: 'custom', description: 'A Novu server of your own' },
			],
			default: 'us',
			description: 'Where your Novu account lives. A key of one region is unknown to the other.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://novu.example.com/api',
			displayOptions: { show: { region: ['custom'] } },
			description: "The address of your Novu server's API, without /v1",
		},
		ignoreSslField,
		{
			displayName: 'Headers',
			name: 'headers',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Header',
			displayOptions: { show: { region: ['custom'] } },
			description:
				'Headers that something in front of your Novu server asks for, such as Cloudflare Access',
			options: [
				{
					displayName: 'Header',
					name: 'values',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. CF-Access-Client-Id',
							description: 'The name of the header, as the gate asks for it',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							typeOptions: { password: true },
							default: '',
							description: 'What stands in the header',
						},
					],
				},
			],
		},
	];

	/**
	 * Signs a request. A function and no expression: n8n would start its expression engine at every
	 * request, which costs half of the speed.
	 * @throws {CredentialError} where the key is empty or cannot stand in a header, or another header
	 * cannot be sent
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...request,
		headers: {
			...request.headers,
			...extraHeaders(credentials),
			Authorization: `ApiKey ${apiKey(credentials)}`,
		},
	});
}
