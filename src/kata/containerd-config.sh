#!/bin/sh
# shellcheck disable=SC2034,SC2154
# Takes one installation of Kata out of containerd's configuration on a node, and leaves the rest as it is. Not run alone: this text
# stands between that of host-path.sh and that of a script.
#
# What is removed is looked for in the file as it is now, never taken from a backup: an administrator, or an upgrade of a package,
# may have changed the file since Kata came. A file is replaced only by one that was written aside, read back and parsed. A full
# disk makes some programs write less than they were given and still end with 0.
#
# Uses $host, where the root of the node is, and COCO_KATA_DIR, COCO_CONTAINERD_DIR and COCO_NYDUS_SERVICE.

aside=.cdk8s-coco-new
kept=.before-kata

say() { echo "kata uninstall: $*"; }
fail() {
  say "$*" >&2
  exit 1
}

# The names of the files that kata-deploy may have edited: of containerd itself, of k3s and RKE2, which write config.toml anew from
# a template, and of MicroK8s.
config_files='config.toml config.toml.tmpl containerd-template.toml'

# k0s has a folder for files of others, in which kata-deploy has one of its own.
k0s_file=containerd.d/kata-containers${MULTI_INSTALL_SUFFIX:+-$MULTI_INSTALL_SUFFIX}.toml

# For awk: a line without its comment.
without_comment='
  function code(text,   i, c, quote) {
    for (i = 1; i <= length(text); i++) {
      c = substr(text, i, 1)
      if (quote != "") {
        if (c == "\\" && quote == "\"") i++
        else if (c == quote) quote = ""
      } else if (c == "#") return substr(text, 1, i - 1)
      else if (c == "\"" || c == sprintf("%c", 39)) quote = c
    }
    return text
  }
  function has(text, what) {
    text = code(text)
    return index(text, "\"" what) || index(text, sprintf("%c", 39) what)
  }
'

# without_kata [BACKUP] FILE: prints the file without Kata, then a line "#end SECTIONS" with how many sections were left out. Ends
# with 1 where it does not understand the file.
#
# In a file that imports others, Kata is an entry of "imports". In others, it has a section for each runtime, with paths below its
# folder, and one for its snapshotter. For these, kata-deploy also changes two values. BACKUP tells what they were before.
without_kata() {
  awk "$without_comment"'
    # Whether a line ends inside brackets or a string of several lines.
    function scan(text,   at, c) {
      while (text != "") {
        if (quotes != "") {
          at = index(text, quotes)
          if (!at) return
          text = substr(text, at + 3)
          quotes = ""
          continue
        }
        c = substr(text, 1, 1)
        if (c == "#") return
        if (substr(text, 1, 3) == "\"\"\"" || substr(text, 1, 3) == three) {
          quotes = substr(text, 1, 3)
          text = substr(text, 4)
          continue
        }
        text = substr(text, 2)
        if (c == one) {
          at = index(text, one)
          text = at ? substr(text, at + 1) : ""
        } else if (c == "\"") {
          while (text != "" && substr(text, 1, 1) != "\"") text = substr(text, substr(text, 1, 1) == "\\" ? 3 : 2)
          text = substr(text, 2)
        } else if (c == "[" || c == "{") depth++
        else if (c == "]" || c == "}") depth--
      }
    }

    # The parts of the name of a section, with a separator between them; "" where it is none.
    function parts(text,   name, part, at, c) {
      sub(/^[ \t]*\[+/, "", text)
      name = ""
      while (1) {
        sub(/^[ \t]+/, "", text)
        c = substr(text, 1, 1)
        if (c == "\"" || c == one) {
          at = index(substr(text, 2), c)
          if (!at) return ""
          part = substr(text, 2, at - 1)
          text = substr(text, at + 2)
        } else {
          match(text, /^[A-Za-z0-9_-]*/)
          if (RLENGTH < 1) return ""
          part = substr(text, 1, RLENGTH)
          text = substr(text, RLENGTH + 1)
        }
        name = name SUBSEP part
        sub(/^[ \t]+/, "", text)
        c = substr(text, 1, 1)
        text = substr(text, 2)
        if (c == "]") return name
        if (c != ".") return ""
      }
    }

    function comment(text) { return text ~ /^[ \t\r]*(#.*)?$/ }

    # The key of a plain assignment.
    function key(text) {
      if (comment(text) || text !~ /^[ \t]*[A-Za-z0-9_-]+[ \t]*=/) return ""
      sub(/^[ \t]+/, "", text)
      sub(/[ \t]*=.*/, "", text)
      return text
    }
    function value(text) {
      sub(/^[^=]*=[ \t]*/, "", text)
      sub(/[ \t\r]*(#.*)?$/, "", text)
      return text
    }

    # Takes an entry out of a line of an array, with the comma that goes with it.
    function without(text, entry,   at, before, after, rest) {
      rest = substr(text, length(code(text)) + 1)
      text = code(text)
      while ((at = index(text, entry)) > 0) {
        before = substr(text, 1, at - 1)
        after = substr(text, at + length(entry))
        if (!sub(/^[ \t]*,[ \t]*/, "", after)) sub(/[ \t]*,[ \t]*$/, "", before)
        text = before after
      }
      return text rest
    }

    # What kata-deploy set to VALUE: what it was before, or nothing.
    function before(i, name, set) {
      if (!backup || key(line[i]) != name || value(line[i]) != set) return line[i]
      if (!((section[i], name) in old)) return drop
      if (old[section[i], name] == set) return line[i]
      return substr(line[i], 1, index(line[i], "=")) " " old[section[i], name]
    }

    BEGIN {
      one = sprintf("%c", 39)
      three = one one one
      drop = sprintf("%c", 1)
      dir = ENVIRON["COCO_KATA_DIR"] "/"
      imports[1] = dir "containerd/config.d/kata-deploy.toml"
      imports[2] = dir "containerd/config.d/zz-kata-deploy-user.toml"
      nydus = index("," ENVIRON["EXPERIMENTAL_SETUP_SNAPSHOTTER"] ",", ",nydus,")
      socket = "/run/" ENVIRON["COCO_NYDUS_SERVICE"] "/containerd-nydus-grpc.sock"
    }

    FNR == 1 {
      file++
      now = ""
      quotes = ""
      depth = 0
    }

    {
      outside = quotes == "" && depth == 0
      if (outside && $0 ~ /^[ \t]*\[/) {
        now = parts($0)
        if (now == "") wrong = 1
        header = 1
      } else header = 0
      scan($0)
      if (depth < 0) wrong = 1
    }

    # The backup comes first, where there is one.
    file == 1 && ARGC == 3 {
      backup = 1
      if (outside && !header && key($0) != "") old[now, key($0)] = value($0)
      if (header) known[now] = 1
      next
    }

    {
      n++
      line[n] = $0
      section[n] = now
      if (header) start[n] = 1
      if (!comment($0)) content[n] = 1
      split(now, part, SUBSEP)
      # part[1] is empty: names begin with a separator.
      if (part[2] == "plugins" && part[4] == "containerd" && part[5] == "runtimes" && part[6] != "" && has($0, dir)) runtimes[part[3], part[6]] = handler[part[6]] = 1
      if (part[2] == "proxy_plugins" && part[3] != "" && nydus && has($0, socket "\"")) proxies[now] = 1
    }

    END {
      if (wrong || quotes != "" || depth != 0) exit 1
      for (i = 1; i <= n; i++) {
        if (start[i]) {
          split(section[i], part, SUBSEP)
          mine = 0
          if (part[2] == "plugins" && part[4] == "containerd" && part[5] == "runtimes") mine = (part[3], part[6]) in runtimes
          if (part[2] == "plugins" && part[4] == "runtime_platforms") mine = part[5] in handler
          if (part[2] == "proxy_plugins") mine = section[i] in proxies && !(section[i] in known)
          if (mine) sections++
        }
        if (mine) gone[i] = 1
      }
      last = mine
      # A comment behind the last value of a section belongs to what follows it.
      for (i = n; i >= 1; i--) {
        if (i == n || start[i + 1]) trailing = 1
        if (content[i]) trailing = 0
        behind[i] = trailing
      }
      for (i = 1; i <= n; i++) {
        if (start[i]) comments = 0
        if (behind[i] && line[i] ~ /#/) comments = 1
        if (behind[i] && comments) gone[i] = 0
      }
      for (i = 1; i <= n; i++) {
        if (gone[i]) continue
        text = line[i]
        if (section[i] == "" && !comment(text)) {
          for (e in imports) {
            text = without(text, "\"" imports[e] "\"")
            text = without(text, one imports[e] one)
          }
          if (text != line[i] && comment(text)) continue
        }
        if (sections) {
          split(section[i], part, SUBSEP)
          if (part[2] == "plugins" && (part[4] == "containerd" && part[5] == "" || part[3] == "io.containerd.cri.v1.images" && part[4] == "")) text = before(i, "disable_snapshot_annotations", "false")
          if (part[2] == "debug" && part[3] == "" && ENVIRON["DEBUG"] == "true") text = before(i, "level", "\"debug\"")
          if (text == drop) continue
        }
        out[++m] = text
      }
      if (last) while (m > 0 && out[m] ~ /^[ \t\r]*$/) m--
      for (i = 1; i <= m; i++) print out[i]
      print "#end " sections + 0
    }' "$@"
}

# Whether a text still leads to this installation.
mentions() {
  found=$(printf '%s' "$1" | awk "$without_comment"'
    has($0, ENVIRON["COCO_KATA_DIR"] "/") { found = 1 }
    END { print found ? "yes" : "no" }')
  case $found in
    yes) return 0 ;;
    no) return 1 ;;
    *) fail "awk does not work in this container" ;;
  esac
}

# Sets $text to the whole of a file, down to its last line break.
read_file() {
  text=$(cat "$1" && echo .) || fail "${1#"$host"} of this node cannot be read"
  text=${text%.}
}

# write_file FILE [NAME]: makes $text the whole of a file, at once or not at all.
write_file() {
  rm -f "$1$aside"
  if { [ ! -e "$1" ] || cp -p "$1" "$1$aside"; } && printf '%s' "$text" > "$1$aside" \
    && [ "$(cat "$1$aside" && echo .)" = "$text." ] && sync "$1$aside" && mv -f "$1$aside" "$1"; then
    sync "${1%/*}"
    return 0
  fi
  rm -f "$1$aside"
  fail "${2:-${1#"$host"}} could not be written, and is as it was: is there room on the disk?"
}

# A text as data: whatever its layout, comments and order of keys. Fails where it is not TOML, or where tomlq, which the images
# of kata-deploy have, is not there.
as_data() {
  printf '%s' "$1" | tomlq -S -c 'walk(if type == "object" then with_entries(select(.value != {})) else . end)' 2>/dev/null
}

same() {
  [ "$1" != "$2" ] || return 0
  one=$(as_data "$1") && other=$(as_data "$2") && [ -n "$one" ] && [ "$one" = "$other" ]
}

# Runs a function for each file that kata-deploy may have edited and that is there, with $name, $file and $backup.
each_config() {
  for name in $config_files; do
    resolve "$COCO_CONTAINERD_DIR/$name.bak"; backup=$host$real
    resolve "$COCO_CONTAINERD_DIR/$name"; file=$host$real
    [ ! -f "$file" ] || "$1"
  done
}

# Adds to $left what of Kata is in the configuration.
find_config() {
  read_file "$file"
  if mentions "$text"; then left="$left $COCO_CONTAINERD_DIR/$name"; fi
}

# Takes Kata out of a file. Where nothing else has changed since Kata came, the backup is what it was, with comments and layout.
clean_config() {
  rm -f "$file$aside"
  read_file "$file"
  before=$text
  text=''
  if [ -s "$backup" ]; then read_file "$backup"; fi
  original=$text
  if [ -z "$original" ] || mentions "$original"; then
    original=''
    after=$(without_kata "$file") || after=''
  else
    after=$(without_kata "$backup" "$file") || after=''
  fi
  sections=${after##*"#end "}
  case $sections in
    '' | *[!0-9]*) fail "$COCO_CONTAINERD_DIR/$name of this node is not TOML that can be understood: take what leads to" \
      "$COCO_KATA_DIR out by hand; it is as it was" ;;
  esac
  after=${after%"#end "*}
  [ "$after" != "$before" ] || return 0
  if mentions "$after" || { as_data "$before" >/dev/null && ! as_data "$after" >/dev/null; }; then
    fail "$COCO_CONTAINERD_DIR/$name of this node leads to $COCO_KATA_DIR in an unusual way: take it out by hand; it is as it was"
  fi
  text=$after
  if [ "$sections" -gt 0 ] && [ -n "$original" ]; then
    # Said first: once the file is clean, nothing tells whose backup this is.
    true > "$started/$name" || fail "${started#"$host"} could not be written: is there room on the disk?"
    if same "$after" "$original"; then text=$original; fi
  fi
  say "taking $COCO_KATA_DIR out of $COCO_CONTAINERD_DIR/$name"
  write_file "$file"
}

# The backup of kata-deploy goes with it. One that says something else than the file is kept, under another name: kata-deploy
# would take it for its own the next time.
put_backup_away() {
  if [ ! -e "$started/$name" ] || [ ! -e "$backup" ]; then return 0; fi
  read_file "$file"
  after=$text
  read_file "$backup"
  if same "$after" "$text"; then
    rm -f "$backup"
  else
    say "$COCO_CONTAINERD_DIR/$name was edited since Kata came; what it was before is in ${backup#"$host"}$kept"
    mv -f "$backup" "$backup$kept"
  fi
}
