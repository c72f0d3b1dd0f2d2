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
            demo | completion | version | *' '*) break ;;
        esac
    done
    case $command in
        '') candidates='gym coach rate member class payroll job db demo completion version help' ;;
        gym) candidates='show set' ;;
        coach) candidates='add list show import' ;;
        rate) candidates='list set end import' ;;
        member) candidates='add list show import' ;;
        class) candidates='add list show import cancel enroll withdraw attend' ;;
        payroll) candidates='preview run list show' ;;
        job) candidates='list show' ;;
        db) candidates='start stop status migrate url' ;;
        'demo') candidates="$common --seed --fresh --yes -o --output" ;;
        'completion') candidates="$common bash zsh fish" ;;
        'version') candidates="$common -o --output" ;;
        'gym show') candidates="$common -o --output" ;;
        'gym set') candidates="$common -o --output" ;;
        'coach add') candidates="$common --email --date-of-birth --joined -o --output" ;;
        'coach list') candidates="$common -o --output" ;;
        'coach show') candidates="$common -o --output" ;;
        'coach import') candidates="$common --encoding --map --dry-run -o --output" files=yes ;;
        'rate list') candidates="$common --on -o --output" ;;
        'rate set') candidates="$common --coach --class-title --per-class --per-hour --per-attendee --threshold --minimum --maximum --from --to -o --output" ;;
        'rate end') candidates="$common --on -o --output" ;;
        'rate import') candidates="$common --encoding --map --dry-run -o --output" files=yes ;;
        'member add') candidates="$common --email --date-of-birth --joined --ref -o --output" ;;
        'member list') candidates="$common -o --output" ;;
        'member show') candidates="$common -o --output" ;;
        'member import') candidates="$common --encoding --map --dry-run -o --output" files=yes ;;
        'class add') candidates="$common --coach --at --minutes --capacity --place --ref --allow-overlap -o --output" ;;
        'class list') candidates="$common --month --from --to --coach -o --output" ;;
        'class show') candidates="$common -o --output" ;;
        'class import') candidates="$common --allow-overlap --encoding --map --dry-run -o --output" files=yes ;;
        'class cancel') candidates="$common --yes --dry-run -o --output" ;;
        'class enroll') candidates="$common --allow-overlap -o --output" ;;
        'class withdraw') candidates="$common -o --output" ;;
        'class attend') candidates="$common --status --from --encoding --map --dry-run -o --output" ;;
        'payroll preview') candidates="$common --month -o --output" ;;
        'payroll run') candidates="$common --month --dry-run -o --output" ;;
        'payroll list') candidates="$common --month -o --output" ;;
        'payroll show') candidates="$common --month -o --output" ;;
        'job list') candidates="$common --limit -o --output" ;;
        'job show') candidates="$common -o --output" ;;
        'db start') candidates="$common -o --output" ;;
        'db stop') candidates="$common -o --output" ;;
        'db status') candidates="$common -o --output" ;;
        'db migrate') candidates="$common -o --output" ;;
        'db url') candidates="$common -o --output" ;;
    esac
    case $command:$before in
        *:-o | *:--output) candidates='table json csv ndjson' files='' ;;
        *:--url) candidates='' files='' ;;
        'demo:--seed') candidates='' files='' ;;
        'coach add:--email') candidates='' files='' ;;
        'coach add:--date-of-birth') candidates='' files='' ;;
        'coach add:--joined') candidates='' files='' ;;
        'coach import:--encoding') candidates='' files='' ;;
        'coach import:--map') candidates='' files='' ;;
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
        'rate import:--map') candidates='' files='' ;;
        'member add:--email') candidates='' files='' ;;
        'member add:--date-of-birth') candidates='' files='' ;;
        'member add:--joined') candidates='' files='' ;;
        'member add:--ref') candidates='' files='' ;;
        'member import:--encoding') candidates='' files='' ;;
        'member import:--map') candidates='' files='' ;;
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
        'class import:--map') candidates='' files='' ;;
        'class attend:--status') candidates='booked attended no_show late_cancel cancelled' files='' ;;
        'class attend:--from') candidates='' files=yes ;;
        'class attend:--encoding') candidates='' files='' ;;
        'class attend:--map') candidates='' files='' ;;
        'payroll preview:--month') candidates='' files='' ;;
        'payroll run:--month') candidates='' files='' ;;
        'payroll list:--month') candidates='' files='' ;;
        'payroll show:--month') candidates='' files='' ;;
        'job list:--limit') candidates='' files='' ;;
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
