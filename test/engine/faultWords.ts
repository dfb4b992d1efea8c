/** What an answer has to become for every operation. */
export interface Expected {
	/** The beginning or a part of what the user is told in `error` */
	told: RegExp;
	/** Operations for which it is a success */
	succeeds?: readonly string[];
	/** Novu may have done it: who wrote something is told so */
	uncertain?: boolean;
}

const WITHOUT_CONTENT = [
	'channelConnection.delete',
	'channelEndpoint.delete',
	'context.delete',
	'domainRoute.delete',
	'inboxNotification.archiveAll',
	'inboxNotification.archiveAllRead',
	'inboxNotification.delete',
	'inboxNotification.deleteAll',
	'inboxNotification.markAllAsRead',
	'inboxNotification.markAllAsSeen',
	'inboxNotification.markAsSeen',
	'message.deleteByTransaction',
	'translation.delete',
	'workflow.delete',
];
const LISTS = [
	'agent.getAll',
	'channelConnection.getAll',
	'channelEndpoint.getAll',
	'context.getAll',
	'domain.getAll',
	'domainRoute.getAll',
	'environment.getAll',
	'environment.getTags',
	'environmentVariable.getAll',
	'inboxNotification.getAll',
	'integration.delete',
	'layout.getAll',
	'message.getAll',
	'notification.getAll',
	'subscriber.getAll',
	'subscriber.getTopics',
	'topic.getAll',
	'topicSubscription.getAll',
	'workflow.getAll',
];

/** Novu's answer where it has posted nothing, which the output says. */
const POSTS_NOTHING = ['agent.sendReply'];

const notThis = (found: string): Expected => ({
	told: new RegExp(
		`^Novu answered with success \\(HTTP 20\\d\\), but not with .*: ${found}|^Novu has no notification|^Novu knows no`,
	),
	uncertain: true,
});
const cut: Expected = {
	told: /^Novu answered with success \(HTTP 20\d\), and its answer was cut off or cannot be read/,
	uncertain: true,
};
const inside = (words: string): Expected => ({
	told: new RegExp(`^Novu answered with success \\(HTTP 200\\), but with an error in it: ${words}`),
	uncertain: true,
});
const redirected: Expected = {
	told: /^http:\S+ redirects.* \(HTTP 30\d\), and this node follows no/,
};
const refused = (status: number, uncertain = false): Expected => ({
	told: new RegExp(`\\(HTTP ${status}\\)`),
	uncertain,
});
const gate = (status: number): Expected => ({
	told: new RegExp(
		`^Something in front of Novu asks to sign in or forbids the call \\(HTTP ${status}`,
	),
});
const page = (status: number, uncertain = true): Expected => ({
	told: new RegExp(`^A web page came back instead of Novu's answer \\(HTTP ${status}\\)`),
	uncertain,
});
const brokenOff: Expected = { told: /^The connection to http:\S+ broke off/, uncertain: true };
const late: Expected = { told: /^Novu did not answer in time/, uncertain: true };

/** By the name of the fault, see `sandbox/faultServer.js`. */
export const EXPECTED: Readonly<Record<string, Expected>> = {
	'200 without content': {
		...cut,
		told: /cut off or cannot be read|: nothing came back|has no not/,
	},
	'204': { ...notThis('nothing came back'), succeeds: WITHOUT_CONTENT },
	'200 null': { ...notThis('null came back'), succeeds: POSTS_NOTHING },
	'200 data null': { ...notThis('null came back'), succeeds: POSTS_NOTHING },
	'200 {}': notThis('an empty object came back'),
	'200 data {}': notThis('an empty object came back'),
	'200 data []': {
		...notThis('(an empty list|a list of 0|lists without this subscriber)'),
		succeeds: LISTS,
	},
	'200 list of null': notThis('(a list|null)'),
	'200 JSON text': cut,
	'200 number': notThis('a number came back'),
	'200 plain text': cut,
	'200 web page': page(200),
	'200 cut JSON': cut,
	'200 error inside': inside('Internal server error'),
	'200 error field': inside('upstream failed'),
	'200 somebody else': {
		...notThis('(one whose ".*" is "somebody-else"|an object with)'),
		// Nothing is written, and the output with a hint says whose it is.
		succeeds: ['subscriber.get'],
	},
	'200 other API': notThis('an object with "status", "version"'),
	'200 nested deeply': { told: /^Novu's answer is more than this node works on/, uncertain: true },
	'200 broken gzip': cut,
	'301 to another origin': redirected,
	'302 to a sign-in page': redirected,
	'303 to another origin': redirected,
	'307 to another origin': redirected,
	'308 to another origin': redirected,
	'301 to another path': redirected,
	'302 to itself': redirected,
	'302 without a target': redirected,
	'304': refused(304),
	'400': refused(400),
	'400 nested deeply': { told: /refused \(HTTP 400\)/ },
	'400 with lists that are none': refused(400),
	'401 of Novu': { told: /^API Key not found \(HTTP 401\)/ },
	'401 of a gate': gate(401),
	'402': refused(402),
	'403 of Novu': refused(403),
	'403 of a gate': gate(403),
	'404 of a proxy': page(404, false),
	'404 empty': refused(404),
	'405': refused(405),
	'407': gate(407),
	'408': refused(408, true),
	'409': refused(409),
	'411': refused(411),
	'413': refused(413),
	'421': refused(421),
	'422': { told: /Validation Error; bad \(HTTP 422\)/ },
	'423': refused(423),
	'425': refused(425, true),
	'451': refused(451),
	'499': refused(499, true),
	'500': refused(500, true),
	'501': refused(501, true),
	'502 web page': page(502),
	'503': refused(503, true),
	'504 empty': refused(504, true),
	'507': refused(507, true),
	'520 of Cloudflare': page(520),
	'522 of Cloudflare': page(522),
	'524 of Cloudflare': page(524),
	'526 of Cloudflare': page(526),
	'status 999': refused(999, true),
	'400 with the key': { told: /^Bad key ApiKey \*\*\* \(\*\*\*\), \*\*\*/ },
	'200 with the key': inside('unknown ApiKey \\*\\*\\*'),
	'hang up at once': brokenOff,
	'reset at once': brokenOff,
	'cut in the headers': brokenOff,
	'cut in the body': cut,
	'ends before its length': cut,
	'no HTTP': brokenOff,
	silence: late,
	'headers only': late,
	'trickling headers': late,
	'trickling body': late,
};
