package dev.gymctl.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reads what is still to be done, page by page along a unique ascending key. It saves no state: a later run reads from
 * the start, where the done items are no longer among those to be done.
 */
final class KeysetReader<T> implements ItemReader<T> {
    private final LongFunction<List<T>> page;
    private final ToLongFunction<T> key;
    private final Deque<T> read = new ArrayDeque<>();
    private long after;

    KeysetReader(LongFunction<List<T>> page, ToLongFunction<T> key) {
        this.page = page;
        this.key = key;
    }

    /** The next item, or null when there is none left. */
    @Override
    public T read() {
        if (read.isEmpty()) {
            read.addAll(page.apply(after));
        }
        T item = read.poll();
        if (item != null) {
            after = key.applyAsLong(item);
        }
        return item;
    }
}
