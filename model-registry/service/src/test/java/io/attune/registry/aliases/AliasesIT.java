package io.attune.registry.aliases;

import java.time.InstantSource;
import java.util.List;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.AliasMove;
import io.attune.registry.Aliases;
import io.attune.registry.Aliases.AliasChange;
import io.attune.registry.Models;
import io.attune.registry.PromotionPolicies;
import io.attune.registry.PromotionPolicy;
import io.attune.registry.RegistryTest;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.attune.registry.Samples.approver;
import static io.attune.registry.Samples.champion;
import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class AliasesIT {
    @Autowired
    Aliases aliases;
    @Autowired
    AliasesController controller;
    @Autowired
    PromotionPolicies policies;
    @Autowired
    Models models;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    InstantSource clock;

    private final ProjectId project = newProject();

    @BeforeEach
    void three_versions() {
        register(models, project, "m", 3);
    }

    @Test
    void every_move_is_kept_with_who_and_why() {
        aliases.move(champion(project, "m", 1));
        AliasMove second = aliases.move(new AliasChange(project, new VersionRef("m", 2), "champion", "bob",
                "better", "prm_1", 1));
        assertThat(second.from()).isEqualTo(1);
        assertThat(aliases.history(project, "m", "champion")).extracting(AliasMove::to).containsExactly(2, 1);
        assertThat(aliases.find(project, "m", "champion")).contains(second);
        assertThat(jdbc.sql("select count(*) from platform.audit_event where project = ?").param(
                project.value()).query(Long.class).single()).isEqualTo(2);
    }

    @Test
    void a_guarded_alias_is_moved_by_an_approver_and_others_by_an_editor() {
        policies.set(approver(project, "ann"), new PromotionPolicy(List.of(new PromotionPolicy.Rule("champion", 1,
                false))), 0);
        Caller editor = new Caller(project, "eve", Permission.EDITOR);
        var wanted = new AliasesController.Move(1, "try");

        assertThatThrownBy(() -> controller.move(editor, "m", "champion", null, "*", wanted)).isInstanceOfSatisfying(
                PlatformException.class, refusal -> {
                    assertThat(refusal.code().value()).isEqualTo("alias-guarded");
                    assertThat(refusal.message()).contains("the project's policy of promotions, version 1");
                });
        assertThat(controller.move(editor, "m", "free", null, "*", wanted).getBody()).isNotNull().extracting(
                AliasMove::to).isEqualTo(1);
        controller.move(approver(project, "ann"), "m", "champion", null, "*", wanted);
        assertThatThrownBy(() -> controller.move(new Caller(project, "vic", Permission.VIEWER), "m", "free", "\"1\"",
                null, wanted)).hasMessageContaining("needs editor");
    }

    @Test
    void a_move_to_where_it_points_already_is_no_move() {
        AliasMove first = aliases.move(champion(project, "m", 1));
        assertThat(aliases.move(champion(project, "m", 1))).isEqualTo(first);
    }

    @Test
    void a_move_decided_on_an_older_state_is_refused() {
        aliases.move(champion(project, "m", 1));
        assertThatThrownBy(() -> aliases.move(new AliasChange(project, new VersionRef("m", 2), "champion", "bob", "",
                null, 3))).isInstanceOf(PlatformException.class).hasMessageContaining("points at version 1");
    }

    @Test
    void an_unknown_version_or_model_is_refused() {
        assertThatThrownBy(() -> aliases.move(champion(project, "m", 9))).hasMessageContaining("m@9");
        assertThatThrownBy(() -> aliases.move(champion(project, "n", 1))).hasMessageContaining("'n'");
    }

    @Test
    void who_was_champion_at_a_moment_can_be_told() {
        AliasMove first = aliases.move(champion(project, "m", 1));
        AliasMove second = aliases.move(champion(project, "m", 2));
        assertThat(aliases.at(project, "m", "champion", second.at().minusNanos(1000))).contains(first);
        assertThat(aliases.at(project, "m", "champion", second.at())).contains(second);
        assertThat(aliases.at(project, "m", "champion", first.at().minusSeconds(1))).isEmpty();
    }

    @Test
    void going_back_twice_reaches_the_version_before_the_one_before() {
        for (int version = 1; version <= 3; version++) {
            aliases.move(champion(project, "m", version));
        }
        assertThat(back(3).to()).isEqualTo(2);
        assertThat(back(2).to()).isEqualTo(1);
    }

    @Test
    void going_back_repeated_does_nothing() {
        aliases.move(champion(project, "m", 1));
        aliases.move(champion(project, "m", 2));
        AliasMove first = back(2);
        assertThat(back(2)).isEqualTo(first);
        assertThat(aliases.history(project, "m", "champion")).hasSize(3);
    }

    @Test
    void there_is_no_way_back_from_the_first_version_or_from_one_not_pointed_at() {
        aliases.move(champion(project, "m", 1));
        assertThatThrownBy(() -> back(1)).hasMessageContaining("nothing before");
        assertThatThrownBy(() -> back(2)).hasMessageContaining("points at version 1");
    }

    private AliasMove back(int from) {
        return aliases.back(project, new VersionRef("m", from), "champion", "ann", "worse");
    }
}
