/** What a collection needs to know of a document. */
interface Identified {
	_id: string;
}

type KeyOf<T> = (document: T) => string;

const NOTHING: readonly never[] = [];

/**
 * Documents in memory, in the order of their creation, found by id and by any of the named indexes
 * without a scan. An index key must not change while the document is stored.
 */
export class Collection<T extends Identified, Index extends string = never> {
	private readonly byId = new Map<string, T>();
	private readonly indexes: Array<[Index, KeyOf<T>, Map<string, T[]>]>;
	private ordered: T[] = [];

	constructor(keys: Record<Index, KeyOf<T>> = {} as Record<Index, KeyOf<T>>) {
		this.indexes = (Object.keys(keys) as Index[]).map((name) => [name, keys[name], new Map()]);
	}

	/** All documents, oldest first. Do not change the list. */
	get all(): readonly T[] {
		return this.ordered;
	}

	get size(): number {
		return this.ordered.length;
	}

	get(id: string): T | undefined {
		return this.byId.get(id);
	}

	/** The documents with this key, oldest first. */
	lookup(index: Index, key: string): readonly T[] {
		const entry = this.indexes.find(([name]) => name === index);
		return entry?.[2].get(key) ?? NOTHING;
	}

	/** The oldest document with this key. */
	first(index: Index, key: string): T | undefined {
		return this.lookup(index, key)[0];
	}

	/** Stores a new document, whose id must be higher than those before it. */
	add(document: T): T {
		this.byId.set(document._id, document);
		this.ordered.push(document);
		for (const [, keyOf, documents] of this.indexes) {
			const key = keyOf(document);
			const same = documents.get(key);
			if (same) same.push(document);
			else documents.set(key, [document]);
		}
		return document;
	}

	delete(document: T): void {
		if (!this.byId.delete(document._id)) return;
		this.ordered.splice(this.position(document._id), 1);
		for (const [, keyOf, documents] of this.indexes) {
			const key = keyOf(document);
			const left = (documents.get(key) ?? []).filter((other) => other !== document);
			if (left.length > 0) documents.set(key, left);
			else documents.delete(key);
		}
	}

	/** Where a document stands in `all`; ids rise, so half of what is left is skipped at each step. */
	position(id: string): number {
		let low = 0;
		let high = this.ordered.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.ordered[middle]._id < id) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	clear(): void {
		this.byId.clear();
		this.ordered = [];
		for (const [, , documents] of this.indexes) documents.clear();
	}
}
