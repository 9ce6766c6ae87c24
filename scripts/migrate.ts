// Migrates the database that DATABASE_URL names, and says so.
import { databaseUrl } from '#db/client.ts';
import { migrateDatabase } from '#db/migrate.ts';

await migrateDatabase(databaseUrl());
console.log('The database is up to date.');
