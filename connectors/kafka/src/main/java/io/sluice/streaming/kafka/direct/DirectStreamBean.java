package io.sluice.streaming.kafka.direct;

import io.sluice.streaming.kafka.DirectStreamMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A stream's {@link DirectStreamMXBean}, in the process's own server for as long as the stream runs. Thread-safe. */
final class DirectStreamBean implements DirectStreamMXBean, AutoCloseable {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final ObjectName name;
    private volatile DirectPlan latest;

    /** Registers the bean of a stream, of which nothing is planned yet. */
    DirectStreamBean(String application, int stream) {
        String wanted =
                "io.sluice:type=DirectStream,application=%s,stream=%d".formatted(ObjectName.quote(application), stream);
        try {
            name = register(wanted);
        } catch (JMException refused) {
            throw new IllegalStateException("JMX refuses " + wanted, refused);
        }
    }

    private ObjectName register(String wanted) throws JMException {
        for (int instance = 1; ; instance++) {
            ObjectName next = new ObjectName(instance == 1 ? wanted : wanted + ",instance=" + instance);
            try {
                SERVER.registerMBean(this, next);
                return next;
            } catch (InstanceAlreadyExistsException another) {
                // another program of that name in this process
            }
        }
    }

    ObjectName name() {
        return name;
    }

    void planned(DirectPlan plan) {
        latest = plan;
    }

    @Override
    public long getLag() {
        DirectPlan plan = latest;
        return plan == null ? 0 : plan.lag();
    }

    @Override
    public Map<String, Long> getLagByPartition() {
        DirectPlan plan = latest;
        Map<String, Long> lags = new TreeMap<>();
        if (plan != null) {
            plan.ranges().forEach(range -> lags.put(range.topicPartition().toString(), plan.lag(range)));
        }
        return lags;
    }

    @Override
    public long getLostRecords() {
        DirectPlan plan = latest;
        return plan == null ? 0 : plan.lost();
    }

    @Override
    public long getBadRecords() {
        DirectPlan plan = latest;
        return plan == null ? 0 : plan.bad();
    }

    @Override
    public void close() {
        try {
            SERVER.unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            // somebody else took it away
        } catch (JMException refused) {
            throw new IllegalStateException("JMX does not give %s back".formatted(name), refused);
        }
    }
}
