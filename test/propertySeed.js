const fc = require('fast-check');

/**
 * The seed of all property-based tests, so that a commit's tests end the same way each time.
 * `SEED=4711 npm test` tries other values; `npm run fuzz` takes new ones by itself.
 */
const DEFAULT_SEED = 20261126;

fc.configureGlobal({ seed: Number(process.env.SEED ?? DEFAULT_SEED) });
