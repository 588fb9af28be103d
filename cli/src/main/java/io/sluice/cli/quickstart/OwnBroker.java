package io.sluice.cli.quickstart;

import io.sluice.kafka.broker.KafkaBroker;

/** The broker that is started when none is named; apart, so that nothing else looks for its class. */
final class OwnBroker implements AutoCloseable {
    private final KafkaBroker broker;

    private OwnBroker(KafkaBroker broker) {
        this.broker = broker;
    }

    static OwnBroker start() {
        return new OwnBroker(KafkaBroker.start());
    }

    String address() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
    }
}
