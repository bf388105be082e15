#!/bin/sh
# Puts the server's configuration together: a template without users, and a password for each user. Runs in an init
# container; the result lies in memory, and nothing that it prints holds a password.
#
#   REDFISH_TEMPLATE   the file to start from: YAML, its top level without "authentication"
#   REDFISH_USERS      "name:chassis,chassis name:chassis"; none of these names has a space, a colon or a comma
#   REDFISH_HASHED     the names of the users whose file holds the bcrypt hash of the password (default: none)
#   REDFISH_PASSWORDS  the folder with a file for each user, which holds the password and nothing else
#   REDFISH_CONFIG     the file to write
set -eu
umask 077

# A file as a YAML text between double quotes, in ASCII: what is no letter or digit becomes the number of its character.
# Ends with 3 where the file is not UTF-8, which YAML cannot hold, and with 4 where the server would find it too short.
quoted() {
  od -An -v -tu1 "$1" | awk '
    function character(code) {
      if (code >= 48 && code <= 57 || code >= 65 && code <= 90 || code >= 97 && code <= 122) printf "%c", code
      else if (code < 65536) printf "\\u%04x", code
      else printf "\\U%08x", code
    }
    function start(code_, more, least) { code = code_; need = more; min = least }
    BEGIN { printf "\"" }
    {
      for (i = 1; i <= NF; i++) {
        byte = $i + 0
        count++
        if (need > 0) {
          if (byte < 128 || byte > 191) bad = 1
          code = code * 64 + byte - 128
          need--
          if (need == 0) {
            if (code < min || code > 1114111 || code >= 55296 && code <= 57343) bad = 1
            character(code)
          }
        }
        else if (byte < 128) character(byte)
        else if (byte >= 194 && byte <= 223) start(byte - 192, 1, 128)
        else if (byte >= 224 && byte <= 239) start(byte - 224, 2, 2048)
        else if (byte >= 240 && byte <= 244) start(byte - 240, 3, 65536)
        else bad = 1
      }
    }
    END {
      printf "\"\n"
      if (bad || need > 0) exit 3
      if (count < 6) exit 4
    }'
}

# The bcrypt hash in a file, without the line break that tools put behind it; ends with 1 where it is none.
hash_of() {
  hash=$(tr -d '\r\n' < "$1")
  case $hash in
    *[!./A-Za-z0-9\$]*) return 1 ;;
    \$2[aby]\$[0-3][0-9]\$*) ;;
    *) return 1 ;;
  esac
  [ ${#hash} -eq 60 ] || return 1
  echo "$hash"
}

failed=
fail() {
  echo "user $user: $1" >&2
  failed=yes
}

# The password in $file.
plain() {
  status=0
  quoted "$file" || status=$?
  case $status in
    0) ;;
    3) fail 'the password is not UTF-8; choose one that is' ;;
    4) fail 'the password is shorter than the 6 characters that the server takes; choose a longer one' ;;
    *) fail 'the password cannot be read' ;;
  esac
  if [ "$(tail -c 1 "$file" | od -An -tu1 | tr -d ' ')" = 10 ]; then
    echo "user $user: the password ends with a line break, which is part of it; was the Secret made with echo?" >&2
  fi
}

# The hash in $file, as the server takes it.
hashed() {
  if hash=$(hash_of "$file"); then
    printf '\n        hash: "%s"\n' "$hash"
  else
    fail 'what should be the bcrypt hash of the password is none; make it with htpasswd -nbB "" PASSWORD | cut -d: -f2'
  fi
}

users() {
  echo 'authentication:'
  echo '  users:'
  for entry in $REDFISH_USERS; do
    user=${entry%%:*}
    file=$REDFISH_PASSWORDS/$user
    echo "    - username: \"$user\""
    if [ ! -r "$file" ]; then
      fail 'there is no password; does the Secret have the key, and may the pod read it?'
      continue
    fi
    printf '      password: '
    case " ${REDFISH_HASHED:-} " in
      *" $user "*) hashed ;;
      *) plain ;;
    esac
    echo '      chassis:'
    rest=${entry#*:},
    while [ -n "$rest" ]; do
      echo "        - \"${rest%%,*}\""
      rest=${rest#*,}
    done
  done
}

cat "$REDFISH_TEMPLATE" > "$REDFISH_CONFIG.new"
users >> "$REDFISH_CONFIG.new"
if [ -n "$failed" ]; then
  rm -f "$REDFISH_CONFIG.new"
  exit 1
fi
mv "$REDFISH_CONFIG.new" "$REDFISH_CONFIG"
