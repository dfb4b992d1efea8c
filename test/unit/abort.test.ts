import { isAborted, onAbort } from '../../nodes/Novu/engine/abort';
import { realClock } from '../../nodes/Novu/engine/clock';
import { CancelledError } from '../../nodes/Novu/engine/errors';

/** Signals, and a listener to any of them that counts. */
function listening(count: number) {
	const controllers = Array.from({ length: count }, () => new AbortController());
	let heard = 0;
	const stop = onAbort([undefined, ...controllers.map(({ signal }) => signal)], () => (heard += 1));
	return { controllers, stop, heard: () => heard };
}

describe('a listener to signals', () => {
	it('hears the one that is aborted', () => {
		const { controllers, heard } = listening(2);
		expect(heard()).toBe(0);
		controllers[1].abort();
		expect(heard()).toBe(1);
	});

	it('hears nothing more once it is taken away', () => {
		const { controllers, stop, heard } = listening(2);
		stop();
		for (const controller of controllers) controller.abort();
		expect(heard()).toBe(0);
	});

	it('hears at once of one that was aborted before, and of no other then', () => {
		const later = new AbortController();
		let heard = 0;
		onAbort([AbortSignal.abort(), later.signal], () => (heard += 1))();
		later.abort();
		expect(heard).toBe(1);
	});

	it('may be one of many to a signal, each of which hears it, without one listener of its own', () => {
		const many = new AbortController();
		const added = jest.spyOn(many.signal, 'addEventListener');
		let heard = 0;
		for (let i = 0; i < 50; i++) onAbort([many.signal], () => (heard += 1));
		expect(added).toHaveBeenCalledTimes(1);
		many.abort();
		expect(heard).toBe(50);
	});

	it('knows whether any is aborted', () => {
		const { signal } = new AbortController();
		expect(isAborted([])).toBe(false);
		expect(isAborted([undefined, signal])).toBe(false);
		expect(isAborted([undefined, signal, AbortSignal.abort()])).toBe(true);
	});
});

describe('waiting by the real clock', () => {
	it('ends at once where the run is cancelled, or was', async () => {
		const controller = new AbortController();
		const clock = realClock(controller.signal);
		const waiting = clock.wait(60_000);
		controller.abort();
		await expect(waiting).rejects.toBeInstanceOf(CancelledError);
		await expect(clock.wait(60_000)).rejects.toBeInstanceOf(CancelledError);
	});

	it('lasts as long as is asked for', async () => {
		const clock = realClock();
		const startedAt = clock.now();
		await clock.wait(30);
		expect(clock.now() - startedAt).toBeGreaterThanOrEqual(29);
	});
});
