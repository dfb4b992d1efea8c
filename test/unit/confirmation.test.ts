import { confirmWrites, type Confirmer } from '../../nodes/Novu/engine/confirmation';
import { VirtualClock } from './virtualClock';

/** Looks at a target in which the writes stay after so many rewrites, each taking some time. */
async function confirm({ rewrites = 0, answerMs = 0, lookMs = 0, fails = '' }) {
	const clock = new VirtualClock();
	const log: string[] = [];
	let left = rewrites;
	const note = (what: string) => {
		log.push(`${what} ${clock.now()}`);
		if (what === fails) throw new Error(what);
	};
	const confirmer: Confirmer = {
		isNeeded: true,
		look: async () => {
			note('LOOK');
			await clock.wait(lookMs);
			return left === 0;
		},
		rewrite: async () => {
			note('REWRITE');
			left -= 1;
			await Promise.resolve();
		},
		findings: () => [{ index: 0, hint: left === 0 ? 'all is there' : 'something is gone' }],
		failed: ({ message }) => [{ index: 0, hint: `failed: ${message}` }],
	};
	const call = async () => await Promise.resolve(undefined);
	const [{ hint }] = await clock.run(confirmWrites(confirmer, call, clock, () => answerMs));
	return { log, hint };
}

describe('a write that is looked at again', () => {
	it('is looked at once where it stays, after a moment', async () => {
		expect(await confirm({})).toEqual({ log: ['LOOK 125'], hint: 'all is there' });
	});

	it('is waited for as long as two answers take, and three seconds at the most', async () => {
		expect((await confirm({ answerMs: 50 })).log).toEqual(['LOOK 125']);
		expect((await confirm({ answerMs: 400 })).log).toEqual(['LOOK 1000']);
		expect((await confirm({ answerMs: 1500 })).log).toEqual(['LOOK 3750']);
		expect((await confirm({ answerMs: 60_000 })).log).toEqual(['LOOK 3750']);
	});

	it('is written again where it does not stay, and waited for longer each time', async () => {
		expect((await confirm({ rewrites: 2 })).log).toEqual([
			'LOOK 125',
			'REWRITE 125',
			'LOOK 275',
			'REWRITE 275',
			'LOOK 450',
		]);
	});

	it('is written again ten times, and no more', async () => {
		const enough = await confirm({ rewrites: 10 });
		expect(enough.hint).toBe('all is there');
		expect(enough.log.filter((line) => line.startsWith('REWRITE'))).toHaveLength(10);
		const tooMany = await confirm({ rewrites: 11 });
		expect(tooMany.hint).toBe('something is gone');
		expect(tooMany.log.filter((line) => line.startsWith('REWRITE'))).toHaveLength(10);
	});

	it('is given up after 20 seconds, which the last look may exceed', async () => {
		const { log, hint } = await confirm({ rewrites: 9, lookMs: 9000 });
		expect(hint).toBe('something is gone');
		expect(log.filter((line) => line.startsWith('LOOK'))).toHaveLength(3);
	});

	it.each(['LOOK', 'REWRITE'])(
		'is told as its confirmer words it where %s fails',
		async (fails) => {
			expect((await confirm({ rewrites: 1, fails })).hint).toBe(`failed: ${fails}`);
		},
	);
});
