package dev.gymctl.batch;

import dev.gymctl.core.db.PlainJdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Spring Batch, wired by hand (an application context would cost a cron line 80 ms): the job repository in the schema
 * {@code batch}, and the kinds of step that jobs are made of.
 *
 * <p>Every step may start again when it is complete: what is done is excluded by the domain, and what came in between a
 * killed run and the next is not forgotten.
 */
final class SpringBatch {
    private final StepInterruptionPolicy stop;
    private final PlatformTransactionManager transactions;
    private final JobRepository repository;

    /**
     * Wires it up.
     *
     * @param pool gives at least two connections besides the lock's own
     * @param lock what every transaction of the run checks
     * @param stop asked at every chunk boundary
     */
    SpringBatch(DataSource pool, JobLock lock, StepInterruptionPolicy stop) {
        this.stop = stop;
        this.transactions = new FencedTransactions(pool, lock, JobLock.Commit.DURABLE);
        this.repository = repository(pool, new FencedTransactions(pool, lock, JobLock.Commit.SOON_DURABLE));
    }

    /** Goes through wiring it up, with a database that is never asked for. */
    static void load() {
        SpringBatch spring = new SpringBatch(new SingleConnectionDataSource(), null, step -> {});
        Step step = spring.chunks("none", 1, after -> List.<Long>of(), Long::longValue, items -> {});
        spring.job("none", List.of(step, spring.once("none", () -> {})));
    }

    private static JobRepository repository(DataSource pool, PlatformTransactionManager transactions) {
        try {
            JdbcJobRepositoryFactoryBean repository = new JdbcJobRepositoryFactoryBean();
            repository.setDataSource(pool);
            repository.setDatabaseType("POSTGRES");
            repository.setTransactionManager(transactions);
            repository.setTablePrefix("batch.BATCH_");
            repository.setSerializer(new ExecutionContextText());
            // Parameters are strings, which need no converters.
            repository.setConversionService(new GenericConversionService());
            // The job's lock keeps two creations apart; SERIALIZABLE would let different jobs refuse each other.
            repository.setIsolationLevelForCreate("ISOLATION_DEFAULT");
            repository.afterPropertiesSet();
            return repository.getObject();
        } catch (Exception e) {
            throw new IllegalStateException("cannot set up the job repository", e);
        }
    }

    JobRepository repository() {
        return repository;
    }

    /** JDBI on the pool, and inside the transaction of a job's chunk under way; never ask it for an isolation level. */
    static Jdbi jdbi(DataSource pool) {
        return Jdbi.create(connections(pool));
    }

    /** The same by plain JDBC. */
    static PlainJdbc plain(DataSource pool) {
        return new PlainJdbc(connections(pool));
    }

    private static ConnectionFactory connections(DataSource pool) {
        return new ConnectionFactory() {
            @Override
            public Connection openConnection() {
                return DataSourceUtils.getConnection(pool);
            }

            @Override
            public void closeConnection(Connection connection) {
                DataSourceUtils.releaseConnection(connection, pool);
            }
        };
    }

    Job job(String name, List<Step> steps) {
        SimpleJob job = new SimpleJob(name);
        job.setJobRepository(repository);
        job.setSteps(steps);
        return initialized(job, job::afterPropertiesSet);
    }

    /**
     * A step that works through what is still to be done, a chunk and a transaction at a time.
     *
     * @param size the most items of a chunk, and of a page that is read
     * @param page the items still to be done whose key is above the given one, in ascending order of the key; at most
     *     {@code size}
     * @param key the key of an item, above zero
     * @param chunk does all of the work for these items
     */
    <T> Step chunks(String name, int size, LongFunction<List<T>> page, ToLongFunction<T> key, Consumer<List<T>> chunk) {
        ChunkOrientedStep<T, T> step = new ChunkOrientedStep<>(
                name,
                size,
                new KeysetReader<>(page, key),
                items -> chunk.accept(List.copyOf(items.getItems())),
                repository);
        step.setTransactionManager(transactions);
        step.setInterruptionPolicy(stop);
        return restartable(step);
    }

    /** A step that is one piece of work in one transaction. */
    Step once(String name, Runnable work) {
        OneTransactionStep step = new OneTransactionStep(repository, transactions, stop, work);
        step.setName(name);
        return restartable(step);
    }

    private static Step restartable(AbstractStep step) {
        step.setAllowStartIfComplete(true);
        return initialized(step, step::afterPropertiesSet);
    }

    private interface Initialization {
        void run() throws Exception;
    }

    private static <T> T initialized(T made, Initialization afterPropertiesSet) {
        try {
            afterPropertiesSet.run();
            return made;
        } catch (Exception e) {
            throw new IllegalStateException("cannot set up " + made, e);
        }
    }

    /** Begins every transaction of a run, the framework's own included, with the check that the run has its lock. */
    private static final class FencedTransactions extends JdbcTransactionManager {
        private static final long serialVersionUID = 1L;

        private final transient JobLock lock;
        private final JobLock.Commit commit;

        FencedTransactions(DataSource pool, JobLock lock, JobLock.Commit commit) {
            super(pool);
            this.lock = lock;
            this.commit = commit;
        }

        @Override
        protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
                throws SQLException {
            super.prepareTransactionalConnection(connection, definition);
            lock.check(connection, commit);
        }
    }
}
