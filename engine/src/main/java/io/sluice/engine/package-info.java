/**
 * The line between programs and what runs them: an {@link io.sluice.engine.Engine} runs {@link io.sluice.engine.Job}s over
 * lineages. The API knows no engine by name; {@link io.sluice.engine.EngineProvider}s are found by the master they serve.
 */
package io.sluice.engine;
