package io.sluice;

/** Sums and statistics of numbers. */
final class Statistics {
    private Statistics() {}

    static StatCounter of(Jobs<Double> numbers) {
        StatCounter all = new StatCounter();
        numbers.run((task, records) -> {
                    StatCounter counter = new StatCounter();
                    records.forEach(counter::merge);
                    return counter;
                })
                .forEach(all::merge);
        return all;
    }

    static double sum(Jobs<Double> numbers) {
        double all = 0;
        for (double partition : numbers.run((task, records) -> {
            double[] sum = {0};
            records.forEach(number -> sum[0] += number);
            return sum[0];
        })) {
            all += partition;
        }
        return all;
    }
}
