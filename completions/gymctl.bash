# Completes gymctl's command lines. Made from the commands: do not edit.
_gymctl() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command='' candidates='' files='' value='' word i
    local common='--url --no-color --debug -h --help'
    # bash splits --output=json at the equals sign and postgres://host at the colon
    if [[ $current == '=' ]]; then
        current=''
    elif [[ $before == '=' ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case $value$word in
            -o | --output | --url) value=yes: ;;
            yes:=) ;;
            yes:*) value='' ;;
            -* | help | : | //*) ;;
            *) command=${command:+$command }$word ;;
        esac
        case $command in
            demo | login | logout | whoami | passwd | completion | version | *' '*) break ;;
        esac
    done
    case $command in
        '') candidates='gym user coach rate member profile class finance import plan billing payroll report job audit db demo login logout whoami passwd completion version help' ;;
        gym) candidates='show set' ;;
        user) candidates='add list show edit role activate deactivate reset-password token' ;;
        coach) candidates='add list show import' ;;
        rate) candidates='list set end import' ;;
        member) candidates='add list show approve reject freeze unfreeze cancel import export erase' ;;
        profile) candidates='add list show remove' ;;
        class) candidates='add list show import cancel enroll withdraw attend' ;;
        finance) candidates='charge pay prepay refund write-off return reverse charges payments statement aging balance journal trial-balance close' ;;
        import) candidates='list show undo' ;;
        plan) candidates='add list retire subscribe unsubscribe' ;;
        billing) candidates='run parked accept' ;;
        payroll) candidates='preview run list show' ;;
        report) candidates='revenue retention' ;;
        job) candidates='list show' ;;
        audit) candidates='log verify' ;;
        db) candidates='start stop status migrate backup restore url' ;;
        'demo') candidates="$common --seed --fresh --yes -o --output" ;;
        'login') candidates="$common --password-stdin -o --output" ;;
        'logout') candidates="$common -o --output" ;;
        'whoami') candidates="$common -o --output" ;;
        'passwd') candidates="$common --password-stdin -o --output" ;;
        'completion') candidates="$common bash zsh fish" ;;
        'version') candidates="$common -o --output" ;;
        'gym show') candidates="$common -o --output" ;;
        'gym set') candidates="$common -o --output" ;;
        'user add') candidates="$common --email --date-of-birth --joined --role -o --output" ;;
        'user list') candidates="$common --role -o --output" ;;
        'user show') candidates="$common -o --output" ;;
        'user edit') candidates="$common --first-name --last-name --email --date-of-birth --contact-email --phone --emergency-contact-name --emergency-contact-phone --guardian-name --guardian-phone -o --output" ;;
        'user role') candidates="$common -o --output member coach treasurer admin" ;;
        'user activate') candidates="$common -o --output" ;;
        'user deactivate') candidates="$common -o --output" ;;
        'user reset-password') candidates="$common -o --output" ;;
        'user token') candidates="$common --name --expires --revoke -o --output" ;;
        'coach add') candidates="$common --email --date-of-birth --joined -o --output" ;;
        'coach list') candidates="$common -o --output" ;;
        'coach show') candidates="$common -o --output" ;;
        'coach import') candidates="$common --encoding --delimiter --date-format --map --skip-invalid --rejects --force --dry-run -o --output" files=yes ;;
        'rate list') candidates="$common --on -o --output" ;;
        'rate set') candidates="$common --coach --class-title --per-class --per-hour --per-attendee --threshold --minimum --maximum --from --to -o --output" ;;
        'rate end') candidates="$common --on -o --output" ;;
        'rate import') candidates="$common --encoding --delimiter --date-format --map --skip-invalid --rejects --force --dry-run -o --output" files=yes ;;
        'member add') candidates="$common --email --date-of-birth --joined --ref --contact-email --phone --emergency-contact --emergency-phone --guardian --guardian-phone -o --output" ;;
        'member list') candidates="$common --status --payment-status --search --joined-from --joined-to --sort --reverse --limit --after --count -o --output" ;;
        'member show') candidates="$common -o --output" ;;
        'member approve') candidates="$common --again -o --output" ;;
        'member reject') candidates="$common --reason -o --output" ;;
        'member freeze') candidates="$common --from --to --reason -o --output" ;;
        'member unfreeze') candidates="$common -o --output" ;;
        'member cancel') candidates="$common --on --reason -o --output" ;;
        'member import') candidates="$common --profile --on-existing --shared-email --suspected --encoding --delimiter --date-format --map --skip-invalid --rejects --force --dry-run -o --output" files=yes ;;
        'member export') candidates="$common --status --payment-status --search --joined-from --joined-to --force -o --output" files=yes ;;
        'member erase') candidates="$common --export --yes --dry-run -o --output" ;;
        'profile add') candidates="$common --encoding --delimiter --date-format --map --status --several-lines -o --output" ;;
        'profile list') candidates="$common -o --output" ;;
        'profile show') candidates="$common -o --output" ;;
        'profile remove') candidates="$common --yes -o --output" ;;
        'class add') candidates="$common --coach --at --minutes --capacity --place --ref --allow-overlap -o --output" ;;
        'class list') candidates="$common --month --from --to --coach -o --output" ;;
        'class show') candidates="$common -o --output" ;;
        'class import') candidates="$common --allow-overlap --encoding --delimiter --date-format --map --skip-invalid --rejects --force --dry-run -o --output" files=yes ;;
        'class cancel') candidates="$common --yes --dry-run -o --output" ;;
        'class enroll') candidates="$common --allow-overlap -o --output" ;;
        'class withdraw') candidates="$common -o --output" ;;
        'class attend') candidates="$common --status --from --encoding --delimiter --date-format --map --skip-invalid --rejects --force --dry-run -o --output" ;;
        'finance charge') candidates="$common --kind --memo --on --due --dry-run -o --output" ;;
        'finance pay') candidates="$common --method --key --reference --on --charge --dry-run -o --output" ;;
        'finance prepay') candidates="$common --plan --price --method --dry-run -o --output" ;;
        'finance refund') candidates="$common --method --key --payment --dry-run -o --output" ;;
        'finance write-off') candidates="$common --reason --dry-run -o --output" ;;
        'finance return') candidates="$common --on --fee --charge-fee --reason --dry-run -o --output" ;;
        'finance reverse') candidates="$common --reason --dry-run -o --output charge payment refund write_off prepay" ;;
        'finance charges') candidates="$common --open -o --output" ;;
        'finance payments') candidates="$common -o --output" ;;
        'finance statement') candidates="$common --from --to --pdf --force -o --output" ;;
        'finance aging') candidates="$common --as-of -o --output" ;;
        'finance balance') candidates="$common --as-of --opening --on --encoding --delimiter --date-format --map --skip-invalid --rejects --force --dry-run -o --output" ;;
        'finance journal') candidates="$common --account --member --from --to --limit --after --format -o --output" ;;
        'finance trial-balance') candidates="$common --as-of -o --output" ;;
        'finance close') candidates="$common --dry-run -o --output" ;;
        'import list') candidates="$common --kind --limit -o --output" ;;
        'import show') candidates="$common --rows --limit -o --output" ;;
        'import undo') candidates="$common --yes --dry-run -o --output" ;;
        'plan add') candidates="$common --kind --price --covers --bill-day --proration --on-freeze --credits --valid-months -o --output" ;;
        'plan list') candidates="$common --member -o --output" ;;
        'plan retire') candidates="$common --on -o --output" ;;
        'plan subscribe') candidates="$common --from --to --bill-day --instead-of --dry-run -o --output" ;;
        'plan unsubscribe') candidates="$common --on --dry-run -o --output" ;;
        'billing run') candidates="$common --month --dry-run -o --output" ;;
        'billing parked') candidates="$common --month -o --output" ;;
        'billing accept') candidates="$common --month -o --output" ;;
        'payroll preview') candidates="$common --month -o --output" ;;
        'payroll run') candidates="$common --month --dry-run -o --output" ;;
        'payroll list') candidates="$common --month -o --output" ;;
        'payroll show') candidates="$common --month -o --output" ;;
        'report revenue') candidates="$common --from --to --chart --force -o --output" ;;
        'report retention') candidates="$common --from --to --cohorts -o --output" ;;
        'job list') candidates="$common --limit -o --output" ;;
        'job show') candidates="$common -o --output" ;;
        'audit log') candidates="$common --operator --action --about --since --until --limit --after -o --output" ;;
        'audit verify') candidates="$common --head -o --output" ;;
        'db start') candidates="$common -o --output" ;;
        'db stop') candidates="$common -o --output" ;;
        'db status') candidates="$common -o --output" ;;
        'db migrate') candidates="$common -o --output" ;;
        'db backup') candidates="$common --force --way -o --output" files=yes ;;
        'db restore') candidates="$common --dry-run --yes -o --output" files=yes ;;
        'db url') candidates="$common -o --output" ;;
    esac
    case $command:$before in
        *:-o | *:--output) candidates='table json csv ndjson' files='' ;;
        *:--url) candidates='' files='' ;;
        'demo:--seed') candidates='' files='' ;;
        'user add:--email') candidates='' files='' ;;
        'user add:--date-of-birth') candidates='' files='' ;;
        'user add:--joined') candidates='' files='' ;;
        'user add:--role') candidates='member coach treasurer admin' files='' ;;
        'user list:--role') candidates='member coach treasurer admin' files='' ;;
        'user edit:--first-name') candidates='' files='' ;;
        'user edit:--last-name') candidates='' files='' ;;
        'user edit:--email') candidates='' files='' ;;
        'user edit:--date-of-birth') candidates='' files='' ;;
        'user edit:--contact-email') candidates='' files='' ;;
        'user edit:--phone') candidates='' files='' ;;
        'user edit:--emergency-contact-name') candidates='' files='' ;;
        'user edit:--emergency-contact-phone') candidates='' files='' ;;
        'user edit:--guardian-name') candidates='' files='' ;;
        'user edit:--guardian-phone') candidates='' files='' ;;
        'user token:--name') candidates='' files='' ;;
        'user token:--expires') candidates='' files='' ;;
        'coach add:--email') candidates='' files='' ;;
        'coach add:--date-of-birth') candidates='' files='' ;;
        'coach add:--joined') candidates='' files='' ;;
        'coach import:--encoding') candidates='' files='' ;;
        'coach import:--delimiter') candidates='' files='' ;;
        'coach import:--date-format') candidates='' files='' ;;
        'coach import:--map') candidates='' files='' ;;
        'coach import:--rejects') candidates='' files=yes ;;
        'rate list:--on') candidates='' files='' ;;
        'rate set:--coach') candidates='' files='' ;;
        'rate set:--class-title') candidates='' files='' ;;
        'rate set:--per-class') candidates='' files='' ;;
        'rate set:--per-hour') candidates='' files='' ;;
        'rate set:--per-attendee') candidates='' files='' ;;
        'rate set:--threshold') candidates='' files='' ;;
        'rate set:--minimum') candidates='' files='' ;;
        'rate set:--maximum') candidates='' files='' ;;
        'rate set:--from') candidates='' files='' ;;
        'rate set:--to') candidates='' files='' ;;
        'rate end:--on') candidates='' files='' ;;
        'rate import:--encoding') candidates='' files='' ;;
        'rate import:--delimiter') candidates='' files='' ;;
        'rate import:--date-format') candidates='' files='' ;;
        'rate import:--map') candidates='' files='' ;;
        'rate import:--rejects') candidates='' files=yes ;;
        'member add:--email') candidates='' files='' ;;
        'member add:--date-of-birth') candidates='' files='' ;;
        'member add:--joined') candidates='' files='' ;;
        'member add:--ref') candidates='' files='' ;;
        'member add:--contact-email') candidates='' files='' ;;
        'member add:--phone') candidates='' files='' ;;
        'member add:--emergency-contact') candidates='' files='' ;;
        'member add:--emergency-phone') candidates='' files='' ;;
        'member add:--guardian') candidates='' files='' ;;
        'member add:--guardian-phone') candidates='' files='' ;;
        'member list:--status') candidates='pending active frozen cancelled rejected' files='' ;;
        'member list:--payment-status') candidates='paid due overdue' files='' ;;
        'member list:--search') candidates='' files='' ;;
        'member list:--joined-from') candidates='' files='' ;;
        'member list:--joined-to') candidates='' files='' ;;
        'member list:--sort') candidates='id name joined' files='' ;;
        'member list:--limit') candidates='' files='' ;;
        'member list:--after') candidates='' files='' ;;
        'member reject:--reason') candidates='' files='' ;;
        'member freeze:--from') candidates='' files='' ;;
        'member freeze:--to') candidates='' files='' ;;
        'member freeze:--reason') candidates='' files='' ;;
        'member cancel:--on') candidates='' files='' ;;
        'member cancel:--reason') candidates='' files='' ;;
        'member import:--profile') candidates='' files='' ;;
        'member import:--on-existing') candidates='update skip fail' files='' ;;
        'member import:--shared-email') candidates='contact reject' files='' ;;
        'member import:--suspected') candidates='add skip reject' files='' ;;
        'member import:--encoding') candidates='' files='' ;;
        'member import:--delimiter') candidates='' files='' ;;
        'member import:--date-format') candidates='' files='' ;;
        'member import:--map') candidates='' files='' ;;
        'member import:--rejects') candidates='' files=yes ;;
        'member export:--status') candidates='pending active frozen cancelled rejected' files='' ;;
        'member export:--payment-status') candidates='paid due overdue' files='' ;;
        'member export:--search') candidates='' files='' ;;
        'member export:--joined-from') candidates='' files='' ;;
        'member export:--joined-to') candidates='' files='' ;;
        'member erase:--export') candidates='' files=yes ;;
        'profile add:--encoding') candidates='' files='' ;;
        'profile add:--delimiter') candidates='' files='' ;;
        'profile add:--date-format') candidates='' files='' ;;
        'profile add:--map') candidates='' files='' ;;
        'profile add:--status') candidates='' files='' ;;
        'class add:--coach') candidates='' files='' ;;
        'class add:--at') candidates='' files='' ;;
        'class add:--minutes') candidates='' files='' ;;
        'class add:--capacity') candidates='' files='' ;;
        'class add:--place') candidates='' files='' ;;
        'class add:--ref') candidates='' files='' ;;
        'class list:--month') candidates='' files='' ;;
        'class list:--from') candidates='' files='' ;;
        'class list:--to') candidates='' files='' ;;
        'class list:--coach') candidates='' files='' ;;
        'class import:--encoding') candidates='' files='' ;;
        'class import:--delimiter') candidates='' files='' ;;
        'class import:--date-format') candidates='' files='' ;;
        'class import:--map') candidates='' files='' ;;
        'class import:--rejects') candidates='' files=yes ;;
        'class attend:--status') candidates='booked attended no_show late_cancel cancelled' files='' ;;
        'class attend:--from') candidates='' files=yes ;;
        'class attend:--encoding') candidates='' files='' ;;
        'class attend:--delimiter') candidates='' files='' ;;
        'class attend:--date-format') candidates='' files='' ;;
        'class attend:--map') candidates='' files='' ;;
        'class attend:--rejects') candidates='' files=yes ;;
        'finance charge:--kind') candidates='class_fee penalty other' files='' ;;
        'finance charge:--memo') candidates='' files='' ;;
        'finance charge:--on') candidates='' files='' ;;
        'finance charge:--due') candidates='' files='' ;;
        'finance pay:--method') candidates='cash card bank_transfer direct_debit other' files='' ;;
        'finance pay:--key') candidates='' files='' ;;
        'finance pay:--reference') candidates='' files='' ;;
        'finance pay:--on') candidates='' files='' ;;
        'finance pay:--charge') candidates='' files='' ;;
        'finance prepay:--plan') candidates='' files='' ;;
        'finance prepay:--price') candidates='' files='' ;;
        'finance prepay:--method') candidates='cash card bank_transfer direct_debit other' files='' ;;
        'finance refund:--method') candidates='cash card bank_transfer other' files='' ;;
        'finance refund:--key') candidates='' files='' ;;
        'finance refund:--payment') candidates='' files='' ;;
        'finance write-off:--reason') candidates='' files='' ;;
        'finance return:--on') candidates='' files='' ;;
        'finance return:--fee') candidates='' files='' ;;
        'finance return:--reason') candidates='' files='' ;;
        'finance reverse:--reason') candidates='' files='' ;;
        'finance statement:--from') candidates='' files='' ;;
        'finance statement:--to') candidates='' files='' ;;
        'finance statement:--pdf') candidates='' files=yes ;;
        'finance aging:--as-of') candidates='' files='' ;;
        'finance balance:--as-of') candidates='' files='' ;;
        'finance balance:--opening') candidates='' files=yes ;;
        'finance balance:--on') candidates='' files='' ;;
        'finance balance:--encoding') candidates='' files='' ;;
        'finance balance:--delimiter') candidates='' files='' ;;
        'finance balance:--date-format') candidates='' files='' ;;
        'finance balance:--map') candidates='' files='' ;;
        'finance balance:--rejects') candidates='' files=yes ;;
        'finance journal:--account') candidates='' files='' ;;
        'finance journal:--member') candidates='' files='' ;;
        'finance journal:--from') candidates='' files='' ;;
        'finance journal:--to') candidates='' files='' ;;
        'finance journal:--limit') candidates='' files='' ;;
        'finance journal:--after') candidates='' files='' ;;
        'finance journal:--format') candidates='hledger beancount' files='' ;;
        'finance trial-balance:--as-of') candidates='' files='' ;;
        'import list:--kind') candidates='member coach rate class attendance' files='' ;;
        'import list:--limit') candidates='' files='' ;;
        'import show:--limit') candidates='' files='' ;;
        'plan add:--kind') candidates='dues pack drop_in' files='' ;;
        'plan add:--price') candidates='' files='' ;;
        'plan add:--covers') candidates='' files='' ;;
        'plan add:--bill-day') candidates='' files='' ;;
        'plan add:--proration') candidates='daily full free' files='' ;;
        'plan add:--on-freeze') candidates='suspend extend' files='' ;;
        'plan add:--credits') candidates='' files='' ;;
        'plan add:--valid-months') candidates='' files='' ;;
        'plan list:--member') candidates='' files='' ;;
        'plan retire:--on') candidates='' files='' ;;
        'plan subscribe:--from') candidates='' files='' ;;
        'plan subscribe:--to') candidates='' files='' ;;
        'plan subscribe:--bill-day') candidates='' files='' ;;
        'plan subscribe:--instead-of') candidates='' files='' ;;
        'plan unsubscribe:--on') candidates='' files='' ;;
        'billing run:--month') candidates='' files='' ;;
        'billing parked:--month') candidates='' files='' ;;
        'billing accept:--month') candidates='' files='' ;;
        'payroll preview:--month') candidates='' files='' ;;
        'payroll run:--month') candidates='' files='' ;;
        'payroll list:--month') candidates='' files='' ;;
        'payroll show:--month') candidates='' files='' ;;
        'report revenue:--from') candidates='' files='' ;;
        'report revenue:--to') candidates='' files='' ;;
        'report revenue:--chart') candidates='' files=yes ;;
        'report retention:--from') candidates='' files='' ;;
        'report retention:--to') candidates='' files='' ;;
        'job list:--limit') candidates='' files='' ;;
        'audit log:--operator') candidates='' files='' ;;
        'audit log:--action') candidates='' files='' ;;
        'audit log:--about') candidates='' files='' ;;
        'audit log:--since') candidates='' files='' ;;
        'audit log:--until') candidates='' files='' ;;
        'audit log:--limit') candidates='' files='' ;;
        'audit log:--after') candidates='' files='' ;;
        'audit verify:--head') candidates='' files='' ;;
        'db backup:--way') candidates='copy pg_dump' files='' ;;
    esac
    # shellcheck disable=SC2207 # mapfile is newer than the bash of macOS
    COMPREPLY=($(compgen -W "$candidates" -- "$current"))
    if [[ $files && $current != -* ]]; then
        compopt -o filenames 2> /dev/null
        local IFS=$'
'
        # shellcheck disable=SC2207
        COMPREPLY+=($(compgen -f -- "$current"))
    fi
}
complete -F _gymctl gymctl
