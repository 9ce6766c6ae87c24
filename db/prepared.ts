// drizzle asks the driver to prepare nothing, so that PostgreSQL parses and plans every query afresh: for a conversation's page 5 ms of
// its time. Here each connection keeps the statements it has seen. (A query whose plan must suit its values says so itself: plan_cache_mode.)
import type postgres from 'postgres';

type Client = postgres.Sql | postgres.TransactionSql;
type Unsafe = postgres.Sql['unsafe'];

/** The same client, inside its transactions too. */
export function prepared<T extends Client>(client: T): T {
  const unsafe: Unsafe = (query, parameters, options) =>
    client.unsafe(query, parameters, { ...options, prepare: Boolean(parameters?.length) });
  return new Proxy(client, {
    get(target, key) {
      if (key === 'unsafe') return unsafe;
      const value: unknown = Reflect.get(target, key);
      if (key !== 'begin' && key !== 'savepoint') return value;
      // Both take the work to do last, after options or a name.
      return (...given: unknown[]) => {
        const work = given.pop() as (tx: postgres.TransactionSql) => unknown;
        return (value as (...all: unknown[]) => unknown)(...given, (tx: postgres.TransactionSql) => work(prepared(tx)));
      };
    },
  });
}
