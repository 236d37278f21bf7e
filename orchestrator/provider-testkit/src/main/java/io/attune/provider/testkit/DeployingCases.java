package io.attune.provider.testkit;

import java.util.Map;
import java.util.Objects;

import io.attune.provider.Deploys;
import io.attune.provider.Deploys.Deployment;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderModelId;
import io.attune.provider.testkit.VendorAbilities.AnswersByHttp;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A tuned model answers once it is deployed, and not after it was undeployed. */
abstract class DeployingCases {
    abstract ExamRoom room();

    @Test
    void a_deployed_model_answers_by_its_endpoint() {
        room().ability(Deploys.class);
        ProviderModelId tuned = tuned();

        assertThat(room().chat(tuned).text()).isNotBlank();
    }

    @Test
    void the_same_deployment_again_changes_nothing() {
        Deploys deploys = room().ability(Deploys.class);
        Deploys.Request request = new Deploys.Request("voice-one", tuned(), Map.of("project", "exam"));

        deploys.deploy(request);
        Deployment again = deploys.deploy(request);

        assertThat(again.name()).isEqualTo("voice-one");
        assertThat(deploys.deployments()).singleElement().satisfies(deployment -> {
            assertThat(deployment.model()).isEqualTo(request.model());
            assertThat(deployment.state()).isNotNull();
        });
    }

    @Test
    void an_undeployed_model_is_gone_and_undeploying_again_is_fine() {
        Deploys deploys = room().ability(Deploys.class);
        Deployment deployment = deploys.deploy(new Deploys.Request("voice-one", tuned(), Map.of()));

        deploys.undeploy("voice-one");
        deploys.undeploy("voice-one");

        assertThat(deploys.deployments()).isEmpty();
        assertThat(room().failureOf(() -> room().ask(deployment.endpoint())).code()).isEqualTo(
                ProviderException.UNKNOWN_MODEL);
    }

    @Test
    void a_model_nobody_knows_cannot_be_deployed() {
        Deploys deploys = room().ability(Deploys.class);

        assertThat(room().failureOf(() -> deploys.deploy(new Deploys.Request("voice-one",
                new ProviderModelId("no-such-model"), Map.of()))).code()).isEqualTo(ProviderException.REFUSED);
    }

    @Test
    void deployments_that_cannot_be_listed_are_an_exception_and_never_an_empty_list() {
        Deploys deploys = room().ability(Deploys.class);
        room().vendorAs(AnswersByHttp.class);
        room().vendor().faults().next(Operation.LIST_DEPLOYMENTS, new Fault.Refuse(500, null));

        assertThat(room().failureOf(deploys::deployments).code()).isEqualTo(ProviderException.FAILED);
    }

    private ProviderModelId tuned() {
        return Objects.requireNonNull(room().trained("key-1").tunedModel());
    }
}
