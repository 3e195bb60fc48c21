/* The calendar of Wagtail replaces what it cannot read by the date of today, and says nothing: what is
   typed stays as it is, and the server judges it. */
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
