package io.attune.pipeline.generate.text;

import java.util.List;

/** Answers in other languages, for records whose answer is not in the question's language. */
final class Foreign {
    /** An answer's language and what is said in it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Tongue(String code, Template[] sentences) {
    }

    static final List<Tongue> TONGUES = List.of(new Tongue("de", English.templates("""
            Vielen Dank für Ihre Nachricht zu {ticket}, wir haben den Fehler {code} inzwischen nachgestellt.
            Die Ursache liegt wahrscheinlich in einer veralteten Sperre, die beim letzten Abbruch übrig geblieben ist.
            Bitte setzen Sie {setting} in der Verwaltung auf {n} und starten Sie den Dienst danach neu.
            In der Version {version} von {product} gilt dafür eine Obergrenze von {n2} Einträgen.
            Leeren Sie zuerst den Zwischenspeicher und melden Sie sich anschließend überall ab.
            Danach sollte die Warteschlange innerhalb von {n} Minuten wieder kürzer werden.
            Falls die Meldung erneut erscheint, schicken Sie uns bitte das Protokoll der letzten {n} Minuten.
            Der Fehler wird mit der Version {nextversion} endgültig behoben.
            Prüfen Sie außerdem, ob auf dem Server noch genügend Speicherplatz vorhanden ist.""")),
            new Tongue("fr", English.templates("""
                    Merci pour votre message concernant {ticket}, nous avons pu reproduire l'erreur {code}.
                    La cause est probablement un verrou périmé laissé par une tâche interrompue.
                    Veuillez régler {setting} sur {n} dans la console d'administration, puis redémarrez le service.
                    Dans la version {version} de {product}, la limite est de {n2} entrées par jour.
                    Videz d'abord le cache et déconnectez-vous de toutes les sessions ouvertes.
                    La file d'attente devrait ensuite diminuer en moins de {n} minutes.
                    Si le message réapparaît, envoyez-nous le journal des {n} dernières minutes.
                    La correction définitive arrivera avec la version {nextversion}.
                    Vérifiez également qu'il reste assez de place sur le disque du serveur.""")),
            new Tongue("es", English.templates("""
                    Gracias por su mensaje sobre {ticket}, hemos podido reproducir el error {code}.
                    La causa es probablemente un bloqueo antiguo que dejó una tarea interrumpida.
                    Ajuste {setting} a {n} en el panel de administración y reinicie después el servicio.
                    En la versión {version} de {product} el límite es de {n2} entradas por día.
                    Vacíe primero la memoria caché y cierre todas las sesiones abiertas.
                    La cola debería reducirse en menos de {n} minutos.
                    Si el mensaje vuelve a aparecer, envíenos el registro de los últimos {n} minutos.
                    La corrección definitiva llegará con la versión {nextversion}.
                    Compruebe también que quede espacio suficiente en el disco del servidor.""")));

    private Foreign() {}
}
