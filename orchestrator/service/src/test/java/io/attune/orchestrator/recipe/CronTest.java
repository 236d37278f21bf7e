package io.attune.orchestrator.recipe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CronTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 3 1 * *        | 0 0 3 1 * ?          | on day 1 of every month at 03:00
            30 2 * * *       | 0 30 2 * * ?         | every day at 02:30
            0 6 * * MON-FRI  | 0 0 6 ? * MON,TUE,WED,THU,FRI | every Monday, Tuesday, Wednesday, Thursday, Friday at 06:00
            0 6 * * 7        | 0 0 6 ? * SUN        | every Sunday at 06:00
            0 6 * * 0        | 0 0 6 ? * SUN        | every Sunday at 06:00
            0 6 * * SAT-SUN  | 0 0 6 ? * SUN,SAT    | every Sunday, Saturday at 06:00
            0 6 * * 1-7      | 0 0 6 * * ?          | every day at 06:00
            */15 * * * *     | 0 0,15,30,45 * * * ? | */15 * * * *
            */2 * * * * *    | 0,2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32,34,36,38,40,42,44,46,48,50,52,54,56,58 * * * * ? | */2 * * * * *
            0 0 1 JAN,jul *  | 0 0 0 1 1,7 ?        | 0 0 1 JAN,jul *
            """)
    void a_crontab_line_means_the_same_to_quartz(String text, String quartz, String words) throws Exception {
        Cron cron = new Cron(text);
        assertThat(cron.quartz()).isEqualTo(quartz);
        assertThat(new CronExpression(cron.quartz())).isNotNull();
        assertThat(cron.inWords()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 3 1 *", "60 3 1 * *", "0 3 0 * *", "0 3 1 13 *", "a 3 1 * *", "5-1 * * * *",
            "0 3 1 * 8", "*/0 * * * *", "1//2 * * * *", ",1 * * * *", "@daily"})
    void what_is_no_crontab_line_is_refused(String text) {
        assertThatThrownBy(() -> new Cron(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_day_of_the_month_and_a_day_of_the_week_do_not_go_together() {
        assertThatThrownBy(() -> new Cron("0 3 13 * FRI")).hasMessageContaining("both day of month and day of week");
    }
}
