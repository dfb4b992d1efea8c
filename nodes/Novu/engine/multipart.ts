import { randomBytes } from 'crypto';
import { InputError } from './errors';

/** A file that goes to Novu as a part of a form. */
export interface FilePart {
	/** Name of the part, e.g. `file` */
	field: string;
	/** The file's name, from which Novu reads more than a name: `en_US.json` is the locale */
	name: string;
	/** MIME type */
	type: string;
	content: Buffer;
}

/** A body that is no JSON, with what its header says of it. */
export interface FormBody {
	contentType: string;
	content: Buffer;
}

/** The most of a file that is read and sent: no route of Novu's takes a larger body. */
const LARGEST_FILE = 25 * 1024 * 1024;

/**
 * Writes a form with one file (RFC 7578). Made by hand: n8n hands on no `FormData` of Node.js, and this
 * package has no dependencies.
 * @throws {InputError} where the file is larger than Novu could take
 */
export function formWith({ field, name, type, content }: FilePart): FormBody {
	checkFileSize(content.length, name);
	// So long that no file holds it by chance.
	const boundary = `----n8n-novu-${randomBytes(24).toString('hex')}`;
	const head = [
		`--${boundary}`,
		`Content-Disposition: form-data; name="${quotable(field)}"; filename="${quotable(name)}"`,
		`Content-Type: ${type}`,
		'',
		'',
	].join('\r\n');
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		content: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
	};
}

/** @throws {InputError} where a file of this size is too large */
export function checkFileSize(bytes: number, name: string): void {
	if (bytes <= LARGEST_FILE) return;
	throw new InputError(
		`The file "${name}" has ${bytes} bytes, at most ${LARGEST_FILE} can be sent to Novu`,
		'Nothing was sent. Split it into several files.',
	);
}

/** As browsers write names in such a header. */
function quotable(name: string): string {
	return name.replace(/\r?\n|\r/g, '%0D%0A').replace(/"/g, '%22');
}
