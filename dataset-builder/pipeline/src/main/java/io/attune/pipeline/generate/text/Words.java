package io.attune.pipeline.generate.text;

/** The vocabulary: invented products, and what happens to them at a desk. */
final class Words {
    static final String[] PRODUCT_FIRST = words(
            "Orbit Harbor Quarry Lantern Cobalt Meadow Summit Juniper Falcon Nimbus "
                    + "Atlas Pebble Willow Granite Beacon Cinder Marble Tundra Saffron Copper Drift Ember Glacier Indigo Kestrel "
                    + "Larch Mosaic Onyx Prairie Quill");
    static final String[] PRODUCT_SECOND = words("Ledger Sync Desk Vault Planner Relay Board Archive Mailer Console "
            + "Tracker Studio Gateway Roster Invoice Courier Portal Insight Pay Flow");

    static final String[] COMPONENT = list("""
            report exporter|login page|search index|mobile app|calendar view|billing module|import wizard|audit log
            webhook dispatcher|attachment store|notification service|template editor|print queue|payment form|sync agent
            dashboard|user directory|approval chain|inventory list|price calculator|backup job|chat widget|address book
            shift planner|label printer driver|barcode scanner|currency converter|document viewer|tax table|time sheet
            access control list|session store|background worker|message broker|thumbnail renderer|translation cache
            rate limiter|license server|routing engine|form builder|query console|map layer|contact merger|delivery board
            stock counter|expense sheet|feature switch panel|room booking|signature pad|survey tool""");

    static final String[] SYMPTOM = list("""
            stops responding|shows an empty page|returns stale figures|loses the last entry|keeps asking for a password
            rejects valid input|freezes at ninety percent|sends every message twice|drops attachments|ignores the filter
            crashes on start|prints blank labels|sorts dates wrongly|hides archived items|times out|skips the final step
            shows the wrong currency|rounds totals down|forgets the chosen language|logs everybody out
            refuses to save drafts|displays broken thumbnails|duplicates rows|swaps first and last columns
            reports a checksum mismatch|runs at half speed|closes without a message|fills the disk|opens the wrong record
            cannot find the template|mixes up time zones|overwrites newer changes|leaves jobs in the queue
            marks paid bills as open|truncates long comments|shows question marks instead of umlauts""");

    static final String[] ACTION = list("""
            exporting the monthly report|importing a supplier list|merging two contacts|printing delivery notes
            closing the fiscal period|restoring an archived folder|moving a project|approving an expense claim
            renaming a warehouse|scheduling a night job|editing a shared template|uploading scanned receipts
            switching between tenants|changing the default tax rate|assigning a shift|counting the stock
            signing a contract|booking a meeting room|translating the help pages|splitting an invoice
            archiving old tickets|connecting a new scanner|reviewing the audit trail|sending a bulk message
            resetting a dashboard|duplicating a survey|rotating the service account|mapping custom fields
            reopening a finished order|comparing two price lists""");

    static final String[] CAUSE = list(
            """
            a stale lock left by an interrupted job|an index that was never rebuilt|a clock that runs behind
            a cache that outlived the upgrade|two workers competing for one queue|a certificate that was replaced
            a half finished schema change|an outdated browser extension|a proxy that strips long headers
            a quota that was reached overnight|a permission removed with the old role|a mapping with a missing column
            a retry loop without a pause|a disk that is almost full|a template saved by a newer release
            a connection pool that is too small|a rule that matches more than it should|a region without a replica
            an import that was cancelled midway|a duplicate identifier in the source file|a setting copied from staging
            a firewall change last weekend|an unfinished translation|a counter that overflowed
            a network share mounted read only|a font missing on the render host|a job scheduled twice
            a token cached by the old gateway|a partial rollout of the new parser|a listener that was never released""");

    static final String[] STEP = list(
            """
            clear the local cache|rebuild the index from the admin panel|restart the background workers
            sign out of every session|remove the stale lock file|raise the quota for that workspace
            replay the failed messages|install the latest patch|turn the legacy mode off|reassign the missing role
            export the mapping and compare it|free some disk space|recreate the scheduled job|detach the second worker
            renew the certificate on the proxy|roll the template back one revision|increase the pool size
            validate the source file first|run the consistency check|switch the region to the replica
            disable the browser extension|set the clock source again|repeat the import with smaller batches
            unlink the network share and mount it again|open the diagnostics tab|narrow the matching rule
            delete the cached translation|reset the counter|flush the outgoing queue|copy the fonts to the render host""");

    static final String[] TEAM = list("""
            our finance team|the night shift|two branch offices|everyone in the warehouse|the sales floor|one contractor
            our regional managers|the whole helpdesk|a handful of testers|the payroll group|all new hires|the front desk
            our auditors|the logistics crew|the legal department|the web shop staff|our field engineers|the board""");

    static final String[] SYSTEM = list("""
            Windows 11|Ubuntu 24.04|macOS Sonoma|a thin client|an older tablet|Debian 12|a shared kiosk|Android 14
            Fedora 41|iPadOS|a virtual desktop|Windows Server 2022|a Chromebook|Alpine in a container""");

    static final String[] SINCE = list("""
            since Monday|since the weekend|for three days now|since the last update|since early this morning
            since the office move|for about a week|since we changed the plan|after the power cut|since the quarter closed
            since yesterday noon|from time to time|every second try|since the new release|after the merger
            whenever the load is high|since the maintenance window|on every first login""");

    static final String[] PLACE = list("""
            the north site|the Lisbon office|our main hall|the test tenant|the second floor|the Oslo branch|the depot
            the branch in Graz|the training room|our Toronto hub|the backup site|the pilot group|the harbour warehouse
            the call centre|the Krakow studio|the showroom|the lab|the staging tenant""");

    static final String[] SETTING_TAIL = list("""
            retry-limit|timeout|max-size|batch-size|retention|pool-size|page-length|idle-time|queue-depth|upload-limit
            cache-age|lock-wait|poll-interval|session-length|grace-period|burst|history-depth|worker-count""");

    static final String[] UNIT = list(
            """
            seconds|minutes|days|megabytes|requests per minute|rows|attempts|connections|hours|entries|pages|kilobytes""");

    static final String[] PLAN = words("Starter Team Business Enterprise Community Partner Basic Premium");

    static final String[] SPARE = words(
            "amber birch candle dapple eagle fennel garnet hazel island jasmine kernel ladder "
                    + "magnet needle oyster paddle quartz ribbon saddle timber umbrella velvet walnut yonder zephyr anchor barrel "
                    + "canyon dragon engine feather goblet helmet insect jigsaw kettle lagoon mirror napkin orchard pillow quiver "
                    + "rocket silver tunnel urchin violet window yellow zigzag acorn basket castle donkey elbow forest ginger "
                    + "hammer iceberg jacket kitten lemon mango nugget otter pepper quilt raven sandal tiger unicorn vessel "
                    + "whistle yogurt zebra almond bamboo cactus daisy ermine flannel gravel hornet icicle jungle koala lobster "
                    + "muffin nectar olive parrot quail radish spindle tulip usher vapor wagon xylem yarrow zinnia");

    private Words() {}

    private static String[] words(String text) {
        return text.split(" ");
    }

    private static String[] list(String text) {
        return text.strip().split("\\s*[|\n]\\s*");
    }
}
