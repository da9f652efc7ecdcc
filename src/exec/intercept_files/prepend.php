<?php
// Loaded into every PHP process that `wxnotice exec --intercept` starts: file_get_contents and
// similar functions do not read a proxy from the environment.
stream_context_set_default(['http' => ['proxy' => getenv('WXNOTICE_STREAM_PROXY'), 'request_fulluri' => true]]);
