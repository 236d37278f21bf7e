package io.attune.registry;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;

/** Counts the statements that a thread has the database prepare, whoever writes them. */
@TestConfiguration(proxyBeanMethods = false)
public class CountedStatements implements BeanPostProcessor {
    private static final ThreadLocal<Integer> COUNT = ThreadLocal.withInitial(() -> 0);

    /** Work that is counted. */
    public interface Work {
        void run() throws Exception;
    }

    /** How many statements some work of this thread takes. */
    public static int of(Work work) throws Exception {
        int before = COUNT.get();
        work.run();
        return COUNT.get() - before;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? proxy(DataSource.class, source) : bean;
    }

    private static <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, method, values) -> {
            if (method.getName().startsWith("prepare")) {
                COUNT.set(COUNT.get() + 1);
            }
            try {
                Object answer = method.invoke(target, values);
                return method.getName().equals("getConnection") && answer instanceof Connection connection
                        ? proxy(Connection.class, connection)
                        : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
