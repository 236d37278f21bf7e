package io.attune.platform.testing;

import java.net.URI;

/** A running PostgreSQL and a running S3 server, with the same names and keys wherever they run. */
sealed interface Servers permits ContainerServers, EmbeddedServers {
    /** The superuser, and what it signs in with. */
    String USER = "postgres";
    String PASSWORD = "postgres";

    /** What S3 requests are signed with; the image of the S3 server holds the same. */
    String ACCESS_KEY = "test-access";
    String SECRET_KEY = "test-secret";

    /** Exists from the start. */
    String BUCKET = "attune";

    /** The address of a database for JDBC. */
    String jdbcUrl(String database);

    /** Where S3 clients find the server. */
    URI s3Endpoint();
}
