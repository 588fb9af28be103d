package io.sluice.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.util.AccumulatorV2;

/** Brings reports of state from tasks to the driver: an accumulator of Spark's, which takes those of attempts that count. */
final class StateReports extends AccumulatorV2<StateReport, List<StateReport>> {
    private final transient DriverStates driver; // null everywhere but at the driver
    private final List<StateReport> reports = new ArrayList<>();

    StateReports(DriverStates driver) {
        this.driver = driver;
    }

    @Override
    public boolean isZero() {
        return reports.isEmpty();
    }

    @Override
    public StateReports copy() {
        StateReports copy = new StateReports(driver);
        copy.reports.addAll(reports);
        return copy;
    }

    @Override
    public void reset() {
        reports.clear();
    }

    @Override
    public void add(StateReport report) {
        reports.add(report);
    }

    @Override
    public void merge(AccumulatorV2<StateReport, List<StateReport>> other) {
        if (driver == null) {
            reports.addAll(other.value());
        } else {
            other.value().forEach(driver::report);
        }
    }

    @Override
    public List<StateReport> value() {
        return reports;
    }
}
