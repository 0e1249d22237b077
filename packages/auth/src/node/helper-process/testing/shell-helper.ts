/** A program that answers in the basic helper protocol, as a shell writes it. */
export const SHELL_HELPER: readonly string[] = [
  '/bin/sh',
  '-c',
  `while read -r user password; do
    case "$user $password" in
      'alice right') echo 'OK user=Alice group=staff' ;;
      'die '*) exit 3 ;;
      'hang '*) sleep 60 ;;
      'broken '*) echo 'BH message="no connection"' ;;
      'chatter '*) echo 'good morning' ;;
      'complain '*) echo "no such user, password $password" >&2; echo ERR ;;
      'pid '*) echo "OK user=$$" ;;
      'slow '*) sleep 0.2; echo "OK user=$$" ;;
      *) echo ERR ;;
    esac
  done`,
]

/** Reads two questions before it answers, the second first. */
export const CHANNEL_HELPER: readonly string[] = [
  '/bin/sh',
  '-c',
  `while read -r first user password && read -r second other password; do
    echo "$second OK user=$other"
    echo "$first OK user=$user"
  done`,
]
