package io.attune.orchestrator.notify;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import io.attune.orchestrator.notify.NotificationProperties.Smtp;
import io.attune.orchestrator.notify.NotificationProperties.Tls;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Sends notices over SMTP (RFC 5321), as plain text. A repetition carries the same Message-ID. Thread-safe. */
final class Mails {
    private static final int TAKEN = 250;
    /** Of HTTP, which is what the delivery log speaks: gone for good. */
    private static final int GONE = 410;

    private final Smtp smtp;
    private final Environment environment;
    private final Duration timeout;

    Mails(Smtp smtp, Environment environment, Duration timeout) {
        this.smtp = smtp;
        this.environment = environment;
        this.timeout = timeout;
    }

    /**
     * What the server said.
     *
     * @param status of SMTP, or 410 where it said that it will never take it, or null when nobody answered
     */
    record Answer(@Nullable Integer status, String words) {
    }

    /** What is kept of a notice for mails. */
    static String body(Notice notice) {
        StringBuilder text = new StringBuilder(notice.words()).append("\n\n");
        notice.data().entrySet().stream().sorted(java.util.Map.Entry.comparingByKey()).forEach(entry -> text.append(
                entry.getKey()).append(": ").append(entry.getValue()).append('\n'));
        return JsonNodeFactory.instance.objectNode().put("subject", "[attune] " + notice.subject() + ": "
                + notice.event()).put("text", text.append("project: ").append(notice.project()).append(
                        '\n').toString()).toString();
    }

    Answer send(String to, Delivery delivery) {
        try {
            Session session = session();
            JsonNode body = JsonMapper.shared().readTree(delivery.body());
            MimeMessage mail = new MimeMessage(session) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", "<" + delivery.id() + "@attune>");
                }
            };
            mail.setFrom(new InternetAddress(smtp.from()));
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
            mail.setSubject(body.path("subject").asString().replaceAll("\\s+", " "), StandardCharsets.UTF_8.name());
            mail.setText(body.path("text").asString(), StandardCharsets.UTF_8.name());
            mail.setSentDate(Date.from(delivery.madeAt()));
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.saveChanges();
            send(session, mail);
            return new Answer(TAKEN, "taken");
        } catch (AuthenticationFailedException e) {
            return new Answer(null, "the server did not accept user and password");
        } catch (MessagingException e) {
            return answer(e);
        }
    }

    private void send(Session session, MimeMessage mail) throws MessagingException {
        try (Transport transport = session.getTransport("smtp")) {
            if (smtp.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(smtp.user(), environment.getProperty(smtp.passwordEnv(), ""));
            }
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    private Session session() {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.host", smtp.host());
        settings.setProperty("mail.smtp.port", Integer.toString(smtp.port()));
        settings.setProperty("mail.smtp.auth", Boolean.toString(!smtp.user().isEmpty()));
        for (String limit : new String[]{"connectiontimeout", "timeout", "writetimeout"}) {
            settings.setProperty("mail.smtp." + limit, Long.toString(timeout.toMillis()));
        }
        settings.setProperty("mail.smtp.starttls.enable", Boolean.toString(smtp.tls() == Tls.STARTTLS));
        settings.setProperty("mail.smtp.starttls.required", Boolean.toString(smtp.tls() == Tls.STARTTLS));
        settings.setProperty("mail.smtp.ssl.enable", Boolean.toString(smtp.tls() == Tls.IMPLICIT));
        settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return Session.getInstance(settings);
    }

    /** The reply's number and no words of it, for they may hold addresses. */
    private static Answer answer(MessagingException failure) {
        for (Exception each = failure; each != null; each = each instanceof MessagingException m
                ? m.getNextException()
                : null) {
            int code = switch (each) {
                case SMTPAddressFailedException e -> e.getReturnCode();
                case SMTPSenderFailedException e -> e.getReturnCode();
                case SMTPSendFailedException e -> e.getReturnCode();
                default -> 0;
            };
            boolean forGood = each instanceof SMTPAddressFailedException && code / 100 == 5;
            if (forGood) {
                return new Answer(GONE, "the server refuses the address with " + code);
            }
            if (code != 0 && !(each instanceof SMTPSendFailedException && failure.getNextException() != null)) {
                return new Answer(code, "the server answered " + code);
            }
        }
        return new Answer(null, failure instanceof MailConnectException
                ? "the server cannot be reached"
                : failure.getClass().getSimpleName());
    }
}
