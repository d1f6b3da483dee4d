/** Tests of the stores in databases, against a real SQLite and a real PostgreSQL. */
package io.agencyswarm.store.jdbc;
