/** Recordings on one route that the sandbox answers otherwise than Novu 3.19.0, and why. */
export interface Difference {
	/** Their names; `most` where they are too many: the route is not compared */
	recordings: 'most' | readonly string[];
	reason: string;
}

const SESSION =
	'Sent with a session of the dashboard, which the sandbox has none of and the node never uses.';
const INBOX = 'Says of a step that no inbox is connected yet, which the sandbox does not look for.';
const MADE =
	'With a workflow that a session of the dashboard has published, which the sandbox has none of.';
const CHECKED =
	'Novu checks the controls of every kind of step; the sandbox looks for the subject of an email alone.';
const DRAWN =
	"Novu draws blocks, its branding and a layout, makes up results of the steps before, and hands out the editor's schema; the sandbox puts values into texts.";
const UNNAMED =
	'Asks by an ID that no recorded answer shows, so that it cannot be put into the ID of the sandbox.';
const OUT =
	'Messages that the recorded server sent to other servers, whose answers it notes; the sandbox sends nothing out.';
const VARIABLES =
	'With variables of the environment in its text, which the sandbox puts into previews and not into messages.';
const RUNNING =
	'Sent while another call with the same key was running, which waited for a bridge; the replay sends one call after the other. The 409 itself is tested with calls at once.';
const BRIDGE = 'Novu asks the bridge at this address; the sandbox calls no other server.';
const AGENT =
	'Shows the ID of the agent beside its identifier, which the sandbox and the node leave out.';
const OAUTH =
	'The URL names the recorded server and holds a state that it has signed; the node hands it out as it is.';
const TEMPLATE =
	'Shows channels that the recorded workflow has no steps of; the node asks it of servers before 2.1.2 alone.';
const GZIP = 'The answer was recorded packed; the sandbox does not pack.';
const SECRET =
	'The list of the others shows their secrets, encrypted anew each time; the node masks them.';
const BLOCKS =
	"The editor's blocks as HTML with all of their looks; the sandbox renders their text. The node hands the HTML out, and looks whether there is some.";
const SYNCED =
	'After a workflow was copied to the other environment, and its layout with it, which the sandbox does not do.';
const V1 = 'A call of v1, which the node uses only where a server has no v2.';

/**
 * Schemas that the dashboard's editor makes its forms of, in every answer about a workflow's steps. They
 * are not in the sandbox; no operation reads them.
 */
export const FORMS = /^body\.data\.(steps\.\d+\.)?(controls\.(dataSchema|uiSchema)|variables)\b/;

/**
 * What the sandbox does not answer as Novu 3.19.0 did, by route. Nothing that an operation reads, writes or
 * decides by may stand here.
 */
export const DIFFERENCES: Readonly<Record<string, readonly Difference[]>> = {
	'DELETE /v1/integrations/:integrationId': [{ recordings: ['intv3-delete'], reason: SECRET }],
	'GET /v1/environments/me': [
		{ recordings: ['authv3-session', 'authv3-session-with-environment'], reason: SESSION },
	],
	'GET /v1/messages': [
		{
			recordings: [
				'messages-chat1',
				'del-messages-plain',
				'del-messages-digest',
				'del-messages-answered-500',
				'del-messages-end',
			],
			reason: OUT,
		},
		{
			recordings: ['var-message-using', 'vart-message', 'vart-message-after-patch'],
			reason: VARIABLES,
		},
	],
	'GET /v1/notifications': [
		{
			recordings: [
				'del-activity-plain',
				'del-activity-topic',
				'del-activity-digest-a',
				'del-activity-digest-b',
				'del-activity-answered-500',
				'del-activity-no-tokens',
			],
			reason: OUT,
		},
	],
	'GET /v1/subscribers': [{ recordings: ['gzip-accept'], reason: GZIP }],
	'GET /v1/subscribers/:subscriberId/preferences/:level': [
		{ recordings: ['pref-template'], reason: TEMPLATE },
	],
	'GET /v1/workflows': [{ recordings: ['wfv2-v1-list'], reason: V1 }],
	'GET /v1/workflows/:workflowId': [{ recordings: ['wfv2-v1-get'], reason: V1 }],
	'GET /v2/layouts': [{ recordings: ['lay-production-after-sync'], reason: SYNCED }],
	'GET /v2/workflows': [
		{ recordings: ['misc-v2-workflows-jwt'], reason: SESSION },
		{
			recordings: ['wfv2-list-production', 'envv2-workflows-production-after-session'],
			reason: MADE,
		},
	],
	'GET /v2/workflows/:workflowId': [
		{ recordings: ['wfv2-get'], reason: INBOX },
		{ recordings: ['wfv2-get-own-environment'], reason: UNNAMED },
		{ recordings: ['lay-workflow-after-delete'], reason: SYNCED },
	],
	'PATCH /v1/subscribers/:subscriberId/credentials': [
		{ recordings: ['idem3-session'], reason: SESSION },
	],
	'PATCH /v2/subscribers/:subscriberId/preferences': [
		{ recordings: ['prefv2-workflow-by-id'], reason: UNNAMED },
	],
	'POST /v1/events/trigger': [
		{ recordings: ['evv3-bridge-http'], reason: BRIDGE },
		{
			recordings: [
				'idem3-running-409',
				'idem3-running-other-body-409',
				'idem3-running-first',
				'idem3-running-afterwards',
			],
			reason: RUNNING,
		},
	],
	'POST /v1/integrations/channel-connections/oauth': [
		{ recordings: ['intv3-oauth-connect', 'intv3-oauth-connect-context'], reason: OAUTH },
	],
	'POST /v1/integrations/channel-endpoints/oauth': [
		{ recordings: ['intv3-oauth-link', 'intv3-oauth-link-unknown-subscriber'], reason: OAUTH },
	],
	'POST /v1/integrations/chat/oauth': [{ recordings: ['intv3-chat-oauth'], reason: OAUTH }],
	'POST /v2/layouts/:layoutId/preview': [{ recordings: ['lay-preview-block'], reason: BLOCKS }],
	'POST /v2/workflows': [{ recordings: ['wfv2-create-step-bad-amount'], reason: CHECKED }],
	'POST /v2/workflows/:workflowId/step/:stepId/preview': [{ recordings: 'most', reason: DRAWN }],
	'PUT /v2/workflows/:workflowId': [
		{
			recordings: [
				'wfv2-put-same',
				'wfv2-put-without-preferences',
				'wfv2-put-without-active',
				'wput-type-changed',
			],
			reason: UNNAMED,
		},
		{ recordings: ['wput-agent-left-out'], reason: AGENT },
	],
	'PUT /v2/workflows/:workflowId/sync': [
		{ recordings: ['wput-sync-error-status', 'lay-sync-workflow-with-layout'], reason: UNNAMED },
	],
	'PUT /v1/subscribers/:subscriberId/credentials': [
		{ recordings: ['auth-bearer-apikey', 'auth-jwt', 'auth-jwt-envheader'], reason: SESSION },
	],
};
