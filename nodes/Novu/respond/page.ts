import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { inputName } from './answer';
import type { Decision, FormField, Question } from './question';

/** n8n's look, for a phone first; the colours have a contrast of 4.5 and more in both themes. */
const STYLE = `
:root { color-scheme: light dark; --page: #f5f5f7; --card: #fff; --line: #d6d6dd; --text: #26262e;
	--soft: #62626e; --main: #cf3b22; --on-main: #fff; --wrong: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --page: #18181b; --card: #242428; --line: #4a4a54;
	--text: #f2f2f5; --soft: #b0b0bb; --main: #ff8a75; --on-main: #1c0d0a; --wrong: #ffb4ab; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
	font: 1rem/1.5 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 30rem; margin: 0 auto; padding: 1.5rem 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; }
h1 { margin: 0 0 .75rem; font-size: 1.25rem; line-height: 1.3; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; }
.message { white-space: pre-wrap; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: .875rem; margin: 1rem 0 0; }
.wrong { color: var(--wrong); font-weight: 600; }
label { display: block; margin: 0 0 1rem; font-weight: 600; overflow-wrap: anywhere; }
input, select, textarea { display: block; width: 100%; margin-top: .25rem; padding: .625rem .75rem;
	font: inherit; font-weight: 400; color: var(--text); background: var(--card);
	border: 1px solid var(--line); border-radius: .5rem; }
textarea { min-height: 7rem; resize: vertical; }
button { display: block; width: 100%; min-height: 3rem; margin-top: .75rem; padding: .5rem 1rem;
	font: inherit; font-weight: 600; overflow-wrap: anywhere; cursor: pointer; border-radius: .5rem;
	border: 1px solid var(--line); color: var(--text); background: var(--card); }
button.main { color: var(--on-main); background: var(--main); border-color: var(--main); }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
@media (min-width: 30rem) { main { padding-top: 4rem; } .card { padding: 2rem; } }
`;

/** Nothing but this style is loaded, run or embedded; the form goes back to where it came from. */
const POLICY = [
	"default-src 'none'",
	`style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
	"form-action 'self'",
	"frame-ancestors 'none'",
	"base-uri 'none'",
].join('; ');

/** Sent with every page. The address is a key: it goes to nobody, and into no cache. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
	'content-type': 'text/html; charset=utf-8',
	'content-security-policy': POLICY,
	'cache-control': 'no-store',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	'x-robots-tag': 'noindex, nofollow',
};

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}

function page(title: string, body: string): string {
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body><main><div class="card">
<h1>${escaped(title)}</h1>
${body}
</div></main></body>
</html>
`;
}

/** The page without a form, which says how it stands. */
export function noticePage(title: string, text: string): string {
	return page(title, `<p class="message">${escaped(text)}</p>`);
}

/** What a page is shown with beside its question. */
interface Shown {
	/** What the address that was opened is for, as its parameter `approved` says */
	chosen?: unknown;
	/** What was wrong with the answer */
	problem?: string;
	/** What was filled in */
	values?: IDataObject;
}

/** n8n 2.x takes the answer of a custom form in no other encoding (`webhook-helpers.ts`). */
const ENCODING = ' enctype="multipart/form-data"';

/** The page of a question, with its buttons or its form. */
export function questionPage(question: Question, shown: Shown = {}): string {
	const { title, message, expiresAt } = question;
	return page(
		title,
		[
			`<p class="message">${escaped(message)}</p>`,
			shown.problem ? `<p class="wrong" role="alert">${escaped(shown.problem)}</p>` : '',
			`<form method="post"${ENCODING}>${formOf(question, shown)}</form>`,
			expiresAt ? `<p class="soft">Open until ${escaped(timeText(expiresAt))}</p>` : '',
		].join('\n'),
	);
}

function formOf({ decisions, fields, submitLabel }: Question, { chosen, values }: Shown): string {
	if (decisions.length > 0) {
		const isKnown = decisions.some(({ approved }) => String(approved) === chosen);
		const main = isKnown ? chosen : String(decisions[0].approved);
		return decisions.map((decision) => buttonOf(decision, main)).join('\n');
	}
	const inputs = fields.map((field, place) => inputOf(field, inputName(place), values));
	return [...inputs, `<button class="main">${escaped(submitLabel)}</button>`].join('\n');
}

function buttonOf({ label, approved }: Decision, main: unknown): string {
	const look = String(approved) === main ? ' class="main"' : '';
	return `<button name="approved" value="${approved}"${look}>${escaped(label)}</button>`;
}

function inputOf(field: FormField, name: string, values: IDataObject = {}): string {
	const { label, type, required } = field;
	const value = typeof values[name] === 'string' ? values[name] : '';
	const attributes = `name="${name}"${required ? ' required' : ''}`;
	return `<label>${escaped(label)}${required ? ' *' : ''}${controlOf(field, type, attributes, value)}</label>`;
}

function controlOf({ choices }: FormField, type: string, attributes: string, value: string) {
	switch (type) {
		case 'textarea':
			// A browser drops the first line break.
			return `<textarea ${attributes}>\n${escaped(value)}</textarea>`;
		case 'dropdown':
			return `<select ${attributes}><option value=""></option>${choices
				.map((choice) => {
					const selected = choice === value ? ' selected' : '';
					return `<option value="${escaped(choice)}"${selected}>${escaped(choice)}</option>`;
				})
				.join('')}</select>`;
		default: {
			const step = type === 'number' ? ' step="any"' : '';
			return `<input type="${type}"${step} ${attributes} value="${escaped(value)}">`;
		}
	}
}

/** In words that need no script to know the reader's time zone. */
function timeText(time: string): string {
	const words = new Intl.DateTimeFormat('en-GB', {
		dateStyle: 'long',
		timeStyle: 'short',
		timeZone: 'UTC',
	}).format(new Date(time));
	return `${words} UTC`;
}
