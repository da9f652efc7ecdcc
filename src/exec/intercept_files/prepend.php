<?php
// Loaded into every PHP process that `wxnotice exec --intercept` starts: file_get_contents and
// similar functions do not read a proxy from the environment.
stream_context_set_default(['http' => ['proxy' => 'tcp://127.0.0.1:' . json_decode(file_get_contents(__DIR__ . '/route.json'))->proxy, 'request_fulluri' => true]]);
