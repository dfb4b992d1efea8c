// Runs n8n's scanner for community packages over a folder: `node scan.mjs source|tarball FOLDER`.
// The scanner's own command takes published packages only; these are its two legs, offline.
import { writeSync } from 'node:fs';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

/** As the scanner's `analyzePackageByName` has them. */
const PATTERNS = { source: SOURCE_FILE_PATTERNS, tarball: ['**/*.js', 'package.json'] };

const [leg, folder] = process.argv.slice(2);
writeSync(1, JSON.stringify(await analyzePackage(folder, PATTERNS[leg])));
