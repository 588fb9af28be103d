/**
 * The in-process engine: runs jobs on the threads of this JVM. Start at {@link io.sluice.embedded.EmbeddedEngine}; a job goes
 * from {@code JobRun}, which runs the shuffles it stands on and then its tasks, through {@code StageRun}, which spreads tasks
 * over threads and tries them again, to {@code Interpreter}, which turns a partition of a lineage into records. Nothing
 * outside this package names its classes: it is found as the engine that serves {@code local} masters.
 */
package io.sluice.embedded;
