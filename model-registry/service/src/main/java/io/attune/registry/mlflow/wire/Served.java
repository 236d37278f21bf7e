package io.attune.registry.mlflow.wire;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller of paths under MLflow's roots, which refuses in MLflow's words. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@RestController
@RequestMapping
public @interface Served {

    /** The bean's name, where another module has a class of the same name. */
    @AliasFor(annotation = RestController.class)
    String value() default "";

    /** What every path begins with. */
    @AliasFor(annotation = RequestMapping.class, attribute = "path")
    String[] under() default {"/api/2.0/mlflow", "/ajax-api/2.0/mlflow"};
}
