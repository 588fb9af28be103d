package io.sluice.benchmarks.program;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;

/**
 * How many records a second are read of a topic that was full before. The first tenth, in which connections are made and code
 * becomes warm, is left out. Thread-safe.
 */
public final class ReadRate {
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long total;
    private final CountDownLatch complete = new CountDownLatch(1);
    private long read;
    private long readBefore;
    private boolean warm;
    private Stopwatch since = Stopwatch.start();
    private long cpuNanosBefore;
    private double seconds;
    private double cpuSeconds;

    public ReadRate(long total) {
        this.total = total;
    }

    public synchronized void counted(long records) {
        if (read >= total) {
            return;
        }
        read += records;
        if (!warm && read >= total / 10 && read < total) {
            warm = true;
            readBefore = read;
            cpuNanosBefore = process.getProcessCpuTime();
            since = Stopwatch.start();
        }
        if (read >= total) {
            seconds = since.seconds();
            cpuSeconds = (process.getProcessCpuTime() - cpuNanosBefore) / 1e9;
            complete.countDown();
        }
    }

    public void await() throws InterruptedException {
        complete.await();
    }

    public synchronized double perSecond() {
        return (total - readBefore) / seconds;
    }

    /** The rates by time and by processor time of this process, and how many there were. */
    public synchronized void print() {
        Figures.print("records.per.s", perSecond());
        Figures.print("records.per.cpu.s", (total - readBefore) / cpuSeconds);
        Figures.print("records", read);
    }
}
