/**
 * The benchmark: {@link io.agencyswarm.bench.ServiceBenchmark} runs the packaged application, a model server, a bare
 * passthrough and a load generator, each in a separate process, and writes one table. {@code src/docs/performance.md}
 * explains it.
 */
@NullMarked
package io.agencyswarm.bench;

import org.jspecify.annotations.NullMarked;
