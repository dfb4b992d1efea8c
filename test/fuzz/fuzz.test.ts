import fc from 'fast-check';
import { eventsProperty, tokensProperty } from './properties';

/** Together ten thousand; `npm run fuzz` goes on for as long as it is asked to. */
const TOKENS = { numRuns: 7000 };
const EVENTS = { numRuns: 4000 };

it('no token is lost or doubled, and every item ends with a true result, under faults', async () => {
	await fc.assert(tokensProperty, TOKENS);
}, 300_000);

it('no event is carried out twice, and every item ends with a true result, under faults', async () => {
	await fc.assert(eventsProperty, EVENTS);
}, 300_000);
