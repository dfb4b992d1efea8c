import { generateKeyPairSync, randomBytes, sign } from 'crypto';

/** A TLS server's key and its certificate, which nobody trusts, in PEM. */
export interface SelfSigned {
	key: string;
	cert: string;
}

const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME = [0x55, 0x04, 0x03];
const SUBJECT_ALT_NAME = [0x55, 0x1d, 0x11];
const DAY_MS = 86_400_000;

/** One element of DER (X.690): tag, length, content. */
function der(tag: number, ...parts: Array<Buffer | readonly number[]>): Buffer {
	const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
	const size = content.length;
	const length = size < 128 ? [size] : [0x82, size >> 8, size & 255];
	return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const objectId = (bytes: readonly number[]) => der(0x06, bytes);

/** UTCTime: `YYMMDDHHMMSSZ` */
function time(ms: number): Buffer {
	const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
	return der(0x17, Buffer.from(`${digits}Z`));
}

function pem(bytes: Buffer): string {
	const lines = bytes.toString('base64').replace(/(.{64})/g, '$1\n');
	return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

/** Makes a certificate for 127.0.0.1 (RFC 5280), so that none that may run out is kept anywhere. */
export function selfSigned(): SelfSigned {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
	const algorithm = sequence(objectId(ECDSA_WITH_SHA256));
	const commonName = sequence(objectId(COMMON_NAME), der(0x0c, Buffer.from('Novu of a test')));
	const name = sequence(der(0x31, commonName));
	const address = sequence(der(0x87, [127, 0, 0, 1]));
	const altName = sequence(objectId(SUBJECT_ALT_NAME), der(0x04, address));
	const signed = sequence(
		der(0xa0, der(0x02, [2])),
		der(0x02, [1], randomBytes(8)),
		algorithm,
		name,
		sequence(time(Date.now() - DAY_MS), time(Date.now() + DAY_MS)),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(altName)),
	);
	const signature = der(0x03, [0], sign('sha256', signed, privateKey));
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
		cert: pem(sequence(signed, algorithm, signature)),
	};
}
