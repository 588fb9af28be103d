package io.sluice.conformance.streaming;

import net.jqwik.api.PropertyDefaults;

/*
 * What operators of streams give, on executors that are processes of their own: the master is that of the system property
 * testkit.master, one cluster for all.
 */

class BatchOperatorsOnSparkTest extends BatchOperatorsTest {}

@PropertyDefaults(tries = 2)
class JoinOnSparkTest extends JoinTest {}

class TransformOnSparkTest extends TransformTest {}

@PropertyDefaults(tries = 2)
class WindowOnSparkTest extends WindowTest {}

@PropertyDefaults(tries = 1) // has 40 batches
class IncrementalWindowOnSparkTest extends IncrementalWindowTest {}

class RememberOnSparkTest extends RememberTest {}

class OutputOnSparkTest extends OutputTest {}

@PropertyDefaults(tries = 2)
class MapWithStateOnSparkTest extends MapWithStateTest {}

@PropertyDefaults(tries = 2)
class UpdateStateOnSparkTest extends UpdateStateTest {}

class StateRulesOnSparkTest extends StateRulesTest {}

class FailureOnSparkTest extends FailureTest {}

class LifeCycleOnSparkTest extends LifeCycleTest {}

class ListenerOnSparkTest extends ListenerTest {}
