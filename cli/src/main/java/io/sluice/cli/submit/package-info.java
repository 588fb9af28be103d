/**
 * Hands programs over to Spark's own spark-submit. Start at {@link io.sluice.cli.submit.SubmitLine}, which is what
 * {@code sluice submit} was told; {@link io.sluice.cli.submit.SparkInstallation} makes a process of it.
 */
package io.sluice.cli.submit;
