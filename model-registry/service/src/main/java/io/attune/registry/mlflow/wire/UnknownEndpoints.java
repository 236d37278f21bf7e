package io.attune.registry.mlflow.wire;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What MLflow has and this server does not: clients read the code and do without. */
@RestController
class UnknownEndpoints {
    @RequestMapping({"/api/2.0/mlflow/**", "/ajax-api/2.0/mlflow/**", "/api/3.0/mlflow/**", "/ajax-api/3.0/mlflow/**",
            "/api/2.0/mlflow-artifacts/**", "/ajax-api/2.0/mlflow-artifacts/**"})
    ResponseEntity<ObjectNode> unknown(HttpServletRequest request) {
        return MlflowErrors.error(MlflowError.ENDPOINT_NOT_FOUND, request.getMethod() + " " + request.getRequestURI()
                + " is not served here.");
    }
}
