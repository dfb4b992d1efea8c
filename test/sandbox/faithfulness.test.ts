import { NOVU_2_0, recordingFiles, recordingsOf } from './recordings';
import { replay, type Replayed } from './replay';
import { SESSIONS_2_0 } from './session';

/** What the sandbox does not do as Novu 2.0 did, and why. */
const NOT_REPRODUCED: Record<string, string> = {
	'auth-jwt': 'the sandbox has no dashboard sessions',
	'auth-jwt-envheader': 'the sandbox has no dashboard sessions',
	'idem-jwt': 'the sandbox has no dashboard sessions',
	'ratelimit-jwt': 'the sandbox has no dashboard sessions',
	'misc-v2-workflows-jwt': 'the sandbox has no dashboard sessions',
	'misc-health': 'tells of a database and queues that the sandbox does not have',
	'gzip-accept': 'the answer was recorded packed; the sandbox does not pack',
	'ratelimit-messages': 'lists messages whose events were not recorded',
};

const ALL = recordingFiles(NOVU_2_0).flatMap((file) =>
	recordingsOf(NOVU_2_0, file).map(({ name }) => [file, name]),
);

describe('the sandbox answers recorded requests as Novu 2.0 did', () => {
	const byName = new Map<string, Replayed>();

	beforeAll(async () => {
		for (const session of SESSIONS_2_0) {
			for (const one of await replay(session)) byName.set(one.recording.name, one);
		}
	}, 120_000);

	test('every recording is replayed once, and the list names only recordings', () => {
		const names = ALL.map(([, name]) => name);
		expect([...byName.keys()].sort()).toEqual([...names].sort());
		expect(names).toEqual(expect.arrayContaining(Object.keys(NOT_REPRODUCED)));
	});

	test.each(ALL)('%s: %s', (_file, name) => {
		const differences = byName.get(name)?.differences;
		if (name in NOT_REPRODUCED) expect(differences).not.toEqual([]);
		else expect(differences).toEqual([]);
	});
});
